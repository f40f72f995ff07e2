import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAdminServer, refused } from '../../testing/fake-admin-server'
import { openDashboard } from '../../testing/open-dashboard'

let server: FakeAdminServer
beforeEach(() => {
  server = new FakeAdminServer()
})

const live = () => screen.findByRole('log', { name: 'Messages' })
const then = () => screen.findByRole('region', { name: 'Messages at that moment' })
const slider = () => screen.findByRole<HTMLInputElement>('slider', { name: 'Moment of the conversation' })
const bar = () => within(screen.getByRole('region', { name: 'Time travel' }))
const reply = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' })
const address = () => new URLSearchParams(window.location.search).get('at')

async function slideTo(step: number) {
  fireEvent.change(await slider(), { target: { value: String(step) } })
}

/** Until the slider has a step for all that has happened, and one for now. */
async function travelIn({ history }: { history: readonly unknown[] }) {
  await userEvent.click(await screen.findByRole('button', { name: 'Travel in time' }))
  await waitFor(async () => expect((await slider()).max).toBe(String(history.length)))
}

describe('time travel', () => {
  it('shows the messages, the marks and the unread count of the moment that is slid to', async () => {
    const ada = server.chat(['one', 'two'], { user: 'Ada', viewedUpTo: 0 })
    server.userSays(ada, 'three')
    openDashboard(`/admin/inbox/${ada.id}`)
    await live()
    await travelIn(ada)
    expect((await slider()).value).toBe('3')
    expect(bar().getByText('Now')).toBeTruthy()

    await slideTo(1)
    expect(bar().getByText(/Message received/)).toBeTruthy()
    const past = await then()
    expect(past.textContent).toContain('two')
    expect(past.textContent).not.toContain('three')
    expect(await bar().findByText('2 unread')).toBeTruthy()
    expect(address()).toBe(ada.history[1]?.at)

    await slideTo(0)
    await waitFor(async () => expect((await then()).textContent).not.toContain('two'))
    expect(await bar().findByText('1 unread')).toBeTruthy()
  })

  it('shows whether the chat was archived and a reply was read then', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await userEvent.type(await reply(), 'welcome{Enter}')
    await within(await live()).findByText('welcome')
    server.userReads(ada)
    await within(await live()).findByText('Read')
    await userEvent.click(screen.getByRole('button', { name: 'Archive' }))
    await screen.findByText('Archived', { selector: 'p' })

    await travelIn(ada)
    const read = ada.history.findIndex(({ type }) => type === 'MessagesRead')
    await slideTo(read - 1)
    const before = within(await then())
    expect(before.getByText('welcome')).toBeTruthy()
    expect(before.queryByText('Read')).toBeNull()
    await waitFor(() => expect(screen.queryByText('Archived', { selector: 'p' })).toBeNull())

    await slideTo(read)
    await waitFor(async () => expect(within(await then()).getByText('Read')).toBeTruthy())
  })

  it('lets nobody answer the past, nor change it, nor have seen what came then', async () => {
    const ada = server.chat(['one'], { user: 'Ada', viewedUpTo: 0 })
    const { look } = openDashboard(`/admin/inbox/${ada.id}?at=${ada.history[0]?.at}`)
    await then()
    look('one')
    expect((await reply()).disabled).toBe(true)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
    expect(screen.queryByRole('button', { name: 'Archive' })).toBeNull()
    expect(server.sent('viewed')).toEqual([])
  })

  it('comes back to now, with all that happened meanwhile', async () => {
    const ada = server.chat(['one', 'two'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}?at=${ada.history[0]?.at}`)
    await then()
    await screen.findByText('Connected')
    server.userSays(ada, 'three')
    await userEvent.click(bar().getByRole('button', { name: 'Back to now' }))
    await within(await live()).findByText('three')
    expect(address()).toBeNull()
    expect(document.activeElement).toBe(await slider())
    expect((await reply()).disabled).toBe(false)

    await slideTo(0)
    await then()
    await userEvent.click(screen.getByRole('button', { name: 'Travel in time' }))
    await live()
    expect(screen.queryByRole('region', { name: 'Time travel' })).toBeNull()
  })

  it('opens at the moment that a link names, between two events too, and hands the link on', async () => {
    const writeText = vi.fn(async () => {})
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    const ada = server.chat(['one', 'two'], { user: 'Ada' })
    const between = new Date(Date.parse(ada.history[0]?.at ?? '') + 1).toISOString()
    openDashboard(`/admin/inbox/${ada.id}?at=${between}`)
    expect((await then()).textContent).not.toContain('two')
    await waitFor(async () => expect((await slider()).value).toBe('0'))

    await userEvent.click(bar().getByRole('button', { name: 'Copy link' }))
    expect(await bar().findByText('Link copied')).toBeTruthy()
    const link = new URL(String(writeText.mock.lastCall))
    expect(link.pathname).toBe(`/admin/inbox/${ada.id}`)
    expect(link.searchParams.get('at')).toBe(between)
  })

  it('says so where there is no clipboard', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
    const ada = server.chat(['one'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}?at=${ada.history[0]?.at}`)
    await then()
    fireEvent.click(bar().getByRole('button', { name: 'Copy link' }))
    expect(await bar().findByText('Copy the address of this page instead.')).toBeTruthy()
  })

  it('begins at a line of the history', async () => {
    const ada = server.chat(['one', 'two', 'three'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    const history = within(await screen.findByRole('region', { name: 'History' }))
    const entries = await history.findAllByRole('listitem')
    const second = within(entries[1] as HTMLElement)
    await userEvent.click(second.getByText('Message received'))
    await userEvent.click(second.getByRole('button', { name: 'View at this moment' }))
    expect((await then()).textContent).toContain('two')
    expect((await then()).textContent).not.toContain('three')
    expect(address()).toBe(ada.history[1]?.at)
  })

  it('steps over the newest moments of a long chat, and over earlier ones on demand', async () => {
    server.historyPageSize = 20
    const ada = server.chat(
      Array.from({ length: 35 }, (_, index) => `message ${index + 1}.`),
      { user: 'Ada' },
    )
    openDashboard(`/admin/inbox/${ada.id}?at=${ada.history[4]?.at}`)
    expect((await then()).textContent).toContain('message 5.')
    await waitFor(async () => expect((await slider()).max).toBe('20'))
    expect((await slider()).value).toBe('0')
    expect(bar().queryByText(/Message received/)).toBeNull()

    await userEvent.click(bar().getByRole('button', { name: 'Earlier moments' }))
    await waitFor(async () => expect((await slider()).max).toBe('35'))
    expect((await slider()).value).toBe('4')
    expect(bar().getByText(/Message received/)).toBeTruthy()
    expect(bar().queryByRole('button', { name: 'Earlier moments' })).toBeNull()
    expect(document.activeElement).toBe(await slider())
  })

  it('loads older messages on demand', async () => {
    const ada = server.chat(
      Array.from({ length: 130 }, (_, index) => `message ${index + 1}.`),
      { user: 'Ada' },
    )
    openDashboard(`/admin/inbox/${ada.id}?at=${ada.history[119]?.at}`)
    const past = within(await then())
    expect(past.queryByText('message 20.')).toBeNull()
    await userEvent.click(past.getByRole('button', { name: 'Load older messages' }))
    expect(await past.findByText('message 1.')).toBeTruthy()
    expect(past.getByText('This is where the conversation begins.')).toBeTruthy()
    expect(past.queryByText('message 121.')).toBeNull()
  })

  it.each([
    ['2020-01-01T00:00:00Z', 'The conversation had not begun at that moment.'],
    ['yesterday', 'This link leads to no moment of the conversation.'],
  ])('says what is wrong with the moment %s, and how to come back', async (at, sentence) => {
    const ada = server.chat(['one'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}?at=${at}`)
    await waitFor(() => expect(screen.getAllByText(sentence).length).toBeGreaterThan(0))
    await userEvent.click(bar().getByRole('button', { name: 'Back to now' }))
    await within(await live()).findByText('one')
  })

  it('says that a moment could not be loaded, and tries again on demand', async () => {
    const ada = server.chat(['one', 'two'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await live()
    await travelIn(ada)
    server.refusal = what => (what === `GET /admin/chats/${ada.id}` ? refused(403, 'Not now.') : null)
    await slideTo(0)
    const notice = (await screen.findByText('That moment could not be loaded. Not now.')).parentElement
    server.refusal = () => null
    await userEvent.click(within(notice as HTMLElement).getByRole('button', { name: 'Try again' }))
    expect((await then()).textContent).toContain('one')
  })

  it('is readable for assistive technology', async () => {
    const ada = server.chat(['one', 'two'], { user: 'Ada', viewedUpTo: 1 })
    const { container } = openDashboard(`/admin/inbox/${ada.id}?at=${ada.history[1]?.at}`)
    await then()
    await waitFor(async () =>
      expect((await slider()).getAttribute('aria-valuetext')).toContain('Message received'),
    )
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
  })
})
