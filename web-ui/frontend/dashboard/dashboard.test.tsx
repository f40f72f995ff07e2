import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAdminServer, refused } from './testing/fake-admin-server'
import { openDashboard } from './testing/open-dashboard'

let server: FakeAdminServer
beforeEach(() => {
  server = new FakeAdminServer()
})

const rows = () => within(screen.getByRole('navigation', { name: /conversations/ })).getAllByRole('link')
const row = (name: string) => screen.findByRole('link', { name: new RegExp(name) })
const log = () => screen.findByRole('log', { name: 'Messages' })
const replyBox = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Reply' })
const connected = () => screen.findByText('Connected')

function hide(isHidden: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isHidden ? 'hidden' : 'visible')
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('the inbox', () => {
  it('shows the newest activity first, and how many messages nobody has looked at', async () => {
    server.chat(['earlier'], { user: 'Ada' })
    server.chat(['hello', 'anybody?'], { user: 'Bob', viewedUpTo: 0 })
    openDashboard()
    await row('Ada')
    expect(rows().map(link => link.textContent)).toEqual([
      expect.stringContaining('Bob'),
      expect.stringContaining('Ada'),
    ])
    const bob = within(await row('Bob'))
    expect(bob.getByText('anybody?')).toBeTruthy()
    expect(bob.getByLabelText('2 unread')).toBeTruthy()
    expect(within(await row('Ada')).getByLabelText('1 message')).toBeTruthy()
    expect(screen.getByLabelText('1 unread').textContent).toContain('1')
  })

  it('calls a user without a name by the e-mail, and one without either by a mark', async () => {
    server.chat(['hi'], { user: null, email: 'ada@test' })
    const { id } = server.chat(['hi'], { user: null })
    openDashboard()
    await row('ada@test')
    await row(`Visitor ${id.slice(0, 4)}`)
  })

  it('moves a chat up when its user writes, without a reload', async () => {
    const ada = server.chat(['first'], { user: 'Ada' })
    server.chat(['second'], { user: 'Bob' })
    openDashboard()
    await connected()
    await waitFor(() => expect(rows()[0]?.textContent).toContain('Bob'))
    server.userSays(ada, 'one more thing')
    await waitFor(() => expect(rows()[0]?.textContent).toContain('one more thing'))
    expect(within(await row('Ada')).getByLabelText('1 unread')).toBeTruthy()
  })

  it('shows a chat that begins while it is open', async () => {
    openDashboard()
    await screen.findByText(/No conversations yet/)
    await connected()
    const ada = server.chat(['hi'], { user: 'Ada' })
    server.userSays(ada, 'there')
    await row('Ada')
  })

  it('says "You: " before what an admin wrote last', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await userEvent.type(await replyBox(), 'welcome{Enter}')
    await waitFor(() => expect(rows()[0]?.textContent).toContain('You: welcome'))
  })

  it('finds chats by what was said in them', async () => {
    server.chat(['where is my invoice'], { user: 'Ada' })
    server.chat(['hello'], { user: 'Bob' })
    openDashboard()
    await row('Bob')
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search conversations' }), 'invoice')
    await waitFor(() => expect(rows()).toHaveLength(1))
    expect(rows()[0]?.textContent).toContain('Ada')
    await userEvent.type(screen.getByRole('searchbox'), 's and more')
    await screen.findByText('Nothing found for “invoices and more”.')
    await userEvent.click(screen.getByRole('button', { name: 'Clear search' }))
    await waitFor(() => expect(rows()).toHaveLength(2))
  })

  it('brings a search up to date when something new matches it', async () => {
    server.chat(['where is my invoice'], { user: 'Ada' })
    const bob = server.chat(['hello'], { user: 'Bob' })
    openDashboard()
    await connected()
    await userEvent.type(screen.getByRole('searchbox'), 'invoice')
    await waitFor(() => expect(rows()).toHaveLength(1))
    server.userSays(bob, 'my invoice, too')
    await waitFor(() => expect(rows()).toHaveLength(2), { timeout: 2000 })
  })

  it('loads further pages by the link that the server gives', async () => {
    server.pageSize = 5
    for (let number = 1; number <= 12; number++) server.chat(['hi'], { user: `Person ${number}` })
    openDashboard()
    await row('Person 12')
    await waitFor(() =>
      expect(screen.getAllByRole('listitem').at(-1)?.getAttribute('aria-setsize')).toBe('12'),
    )
  })

  it('is walked through with the arrow keys', async () => {
    for (const user of ['Ada', 'Bob', 'Cleo']) server.chat(['hi'], { user })
    openDashboard()
    const cleo = await row('Cleo')
    cleo.focus()
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(async () => expect(document.activeElement).toBe(await row('Bob')))
    await userEvent.keyboard('{End}')
    await waitFor(async () => expect(document.activeElement).toBe(await row('Ada')))
  })

  it('says calmly that it cannot load, and tries again on demand', async () => {
    server.chat(['hi'], { user: 'Ada' })
    server.refusal = what => (what === 'GET /admin/chats' ? refused(400) : null)
    openDashboard()
    await screen.findByText(/could not be loaded/)
    server.refusal = () => null
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await row('Ada')
  })
})

describe('a conversation', () => {
  it('is reached by its own address, in full', async () => {
    const ada = server.chat(['see https://parley.test/a?b=1', '<b>not bold</b>'], {
      user: 'Ada Lovelace',
      email: 'ada@test',
    })
    openDashboard(`/admin/inbox/${ada.id}`)
    expect(await screen.findByRole('heading', { name: 'Ada Lovelace', level: 2 })).toBeTruthy()
    expect((await log()).textContent).toContain('<b>not bold</b>')
    expect(screen.getByRole('link', { name: 'https://parley.test/a?b=1' }).getAttribute('rel')).toContain(
      'noopener',
    )
    expect(within(screen.getByRole('complementary')).getByText('usr_1')).toBeTruthy()
  })

  it('says so when there is no such chat', async () => {
    openDashboard('/admin/inbox/00000000-0000-4000-8000-000000000000')
    await screen.findByText('There is no such conversation.')
  })

  it('says why the server refuses, and asks again on demand', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await log()
    server.acceptsSockets = false
    server.disconnect()
    server.refusal = what => (what.endsWith('/messages') ? refused(403, 'The token is missing.') : null)
    await userEvent.type(await replyBox(), 'hello{Enter}')
    await screen.findByText('The token is missing.')
    server.refusal = () => null
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(ada.messages.at(-1)?.content).toBe('hello'))
    expect(screen.queryByText('The token is missing.')).toBeNull()
  })

  it('shows what the user writes at once', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await log()
    await connected()
    server.userSays(ada, 'are you there?')
    await waitFor(async () => expect((await log()).textContent).toContain('are you there?'))
  })

  it('catches up with what was said while the connection was away', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await log()
    await connected()
    server.disconnect()
    await screen.findByText('Reconnecting')
    server.userSays(ada, 'into the void')
    await connected()
    await waitFor(async () => expect((await log()).textContent).toContain('into the void'))
    await waitFor(() => expect(rows()[0]?.textContent).toContain('into the void'))
  })

  it('tells the server what was seen, and only that', async () => {
    const ada = server.chat(['one', 'two', 'three'], { user: 'Ada', viewedUpTo: 0 })
    const { look } = openDashboard(`/admin/inbox/${ada.id}`)
    await log()
    await connected()
    expect(await screen.findByText('New')).toBeTruthy()
    look('two')
    await waitFor(() => expect(server.sent('viewed')).toEqual([{ up_to_sequence: 2 }]))
    await waitFor(async () => expect(within(await row('Ada')).getByLabelText('1 unread')).toBeTruthy())
    look('three')
    await waitFor(async () => expect(within(await row('Ada')).getByLabelText('3 messages')).toBeTruthy())
  })

  it('has seen nothing in a tab that is not visible, until it is', async () => {
    const ada = server.chat(['one'], { user: 'Ada', viewedUpTo: 0 })
    const { look } = openDashboard(`/admin/inbox/${ada.id}`)
    await log()
    await connected()
    hide(true)
    look('one')
    server.userSays(ada, 'two')
    await waitFor(async () => expect((await log()).textContent).toContain('two'))
    expect(server.sent('viewed')).toEqual([])
    hide(false)
    await waitFor(() => expect(server.sent('viewed')).toEqual([{ up_to_sequence: 1 }]))
  })

  it('shows a reply at once, then who has read it', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await connected()
    const box = await replyBox()
    await userEvent.type(box, 'first line{Shift>}{Enter}{/Shift}second line{Enter}')
    expect(box.value).toBe('')
    expect(server.sent('send_message')).toEqual([
      { content: 'first line\nsecond line', client_message_id: expect.any(String) },
    ])
    const conversation = within(await log())
    expect(await conversation.findByText('You')).toBeTruthy()
    expect(conversation.queryByText('Read')).toBeNull()
    server.userReads(ada)
    expect(await conversation.findByText('Read')).toBeTruthy()
  })

  it('keeps a refused reply, says why, and sends it again under the same id', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await connected()
    server.refusal = what => (what === 'too early' ? refused(429) : null)
    await userEvent.type(await replyBox(), 'too early')
    await userEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Not sent. Too many messages')
    server.refusal = () => null
    await userEvent.click(screen.getByRole('button', { name: 'Send again' }))
    await waitFor(() => expect(ada.messages.at(-1)?.content).toBe('too early'))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(within(await log()).getAllByText('too early')).toHaveLength(1)
    const [first, second] = server.sent('send_message') as { client_message_id: string }[]
    expect(second?.client_message_id).toBe(first?.client_message_id)
  })

  it('sends by request while no socket connects', async () => {
    server.acceptsSockets = false
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await log()
    await userEvent.type(await replyBox(), 'hello{Enter}')
    await waitFor(() => expect(ada.messages.at(-1)?.content).toBe('hello'))
    expect(within(await log()).getAllByText('hello')).toHaveLength(1)
  })

  it('does not send while an input method composes', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    const box = await replyBox()
    await userEvent.type(box, 'にほん')
    box.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    )
    expect(box.value).toBe('にほん')
  })

  it('tells by how much a reply is too long', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await userEvent.click(await replyBox())
    await userEvent.paste('x'.repeat(10_002))
    expect(screen.getByRole('alert').textContent).toContain('2 characters too many')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true)
  })

  it('keeps a draft for the next visit of its chat', async () => {
    server.chat(['hi'], { user: 'Ada' })
    server.chat(['hi'], { user: 'Bob' })
    openDashboard()
    await userEvent.click(await row('Ada'))
    await userEvent.type(await replyBox(), 'not yet done')
    await userEvent.click(await row('Bob'))
    await waitFor(async () => expect((await replyBox()).value).toBe(''))
    await userEvent.click(await row('Ada'))
    await waitFor(async () => expect((await replyBox()).value).toBe('not yet done'))
  })

  it('is archived and restored, and comes back by itself when its user writes', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await connected()
    await userEvent.click(await screen.findByRole('button', { name: 'Archive' }))
    await screen.findByText(/No conversations yet/)
    await userEvent.click(screen.getByRole('tab', { name: 'Archived' }))
    await userEvent.click(await row('Ada'))
    await userEvent.click(await screen.findByRole('button', { name: 'Restore' }))
    await screen.findByText('Nothing is archived.')
    await userEvent.click(await screen.findByRole('button', { name: 'Archive' }))
    await row('Ada')
    server.userSays(ada, 'still broken')
    await screen.findByText('Nothing is archived.')
    await userEvent.click(screen.getByRole('tab', { name: 'Active' }))
    expect((await row('Ada')).textContent).toContain('still broken')
  })

  it('has details that give the focus back when they are closed', async () => {
    const ada = server.chat(['hi'], { user: 'Ada' })
    openDashboard(`/admin/inbox/${ada.id}`)
    await userEvent.click(await screen.findByRole('button', { name: 'Details' }))
    const close = screen.getByRole('button', { name: 'Close details' })
    expect(document.activeElement).toBe(close)
    await userEvent.click(close)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Details' }))
  })

  it('has a history with who, what and the details, and it grows', async () => {
    const ada = server.chat(['hi'], { user: 'Ada', email: 'ada@test' })
    openDashboard(`/admin/inbox/${ada.id}`)
    const history = within(await screen.findByRole('region', { name: 'History' }))
    await userEvent.click(await history.findByText('Message received'))
    expect(history.getByText('MessageSent')).toBeTruthy()
    expect(history.getAllByText('ada@test')[0]).toBeTruthy()
    await connected()
    server.userSays(ada, 'more')
    await waitFor(() => expect(history.getAllByText('Message received')).toHaveLength(2))
  })

  it('has a history that is shown, and read on, as far as it is wanted', async () => {
    server.historyPageSize = 30
    const ada = server.chat(
      Array.from({ length: 50 }, (_, index) => `message ${index + 1}`),
      { user: 'Ada' },
    )
    openDashboard(`/admin/inbox/${ada.id}`)
    const history = within(await screen.findByRole('region', { name: 'History' }))
    const lines = () => history.getAllByRole('listitem')
    const focused = () => lines().findIndex(line => line.contains(document.activeElement))
    await userEvent.click(await history.findByRole('button', { name: 'View more' }))
    expect(lines()).toHaveLength(30)
    expect(focused()).toBe(20)

    await userEvent.click(history.getByRole('button', { name: 'Older events' }))
    await waitFor(() => expect(lines()).toHaveLength(50))
    expect(focused()).toBe(30)
    expect(history.queryByRole('button', { name: 'Older events' })).toBeNull()
  })

  it('says how long a history is that is known', async () => {
    const ada = server.chat(
      Array.from({ length: 27 }, (_, index) => `message ${index + 1}`),
      { user: 'Ada' },
    )
    openDashboard(`/admin/inbox/${ada.id}`)
    const history = within(await screen.findByRole('region', { name: 'History' }))
    await userEvent.click(await history.findByRole('button', { name: 'View all 27' }))
    expect(history.getAllByRole('listitem')).toHaveLength(27)
    expect(history.queryByRole('button', { name: /^View (all|more)/ })).toBeNull()
  })
})

describe('the session', () => {
  it('sends to the sign-in page when it is over', async () => {
    server.chat(['hi'], { user: 'Ada' })
    const { goToSignIn } = openDashboard()
    await connected()
    server.signedIn = false
    server.disconnect()
    await waitFor(() => expect(goToSignIn).toHaveBeenCalled())
  })

  it('ends on demand', async () => {
    const { goToSignIn } = openDashboard()
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }))
    await waitFor(() => expect(goToSignIn).toHaveBeenCalled())
    expect(server.requests).toContain('POST /logout')
  })
})

it('is readable for assistive technology', async () => {
  const ada = server.chat(['hi', 'anybody?'], { user: 'Ada', viewedUpTo: 1 })
  server.chat(['hi'], { user: 'Bob' })
  const { container } = openDashboard(`/admin/inbox/${ada.id}`)
  await connected()
  await screen.findByText('New')
  await screen.findAllByText('Message received')
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
})
