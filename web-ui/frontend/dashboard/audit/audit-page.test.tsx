import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAdminServer } from '../testing/fake-admin-server'
import { FakeAuditLog } from '../testing/fake-audit-log'
import { openDashboard } from '../testing/open-dashboard'

const CHAT = '6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11'

let server: FakeAdminServer
let log: FakeAuditLog
beforeEach(() => {
  server = new FakeAdminServer()
  log = new FakeAuditLog()
})

const open = () => openDashboard('/admin/audit')
const rows = () => within(screen.getByRole('table')).getAllByRole('row').slice(1)
const shown = () => rows().map(row => /^\w+?(?=Mara|Lena|System|Visitor)/.exec(row.textContent ?? '')?.[0])
const event = (type: string) => screen.findByRole('button', { name: new RegExp(`^${type}`) })
const button = (name: string) => screen.findByRole('button', { name })
const details = () => screen.findByRole('complementary', { name: 'Event details' })
const lastQuery = () => Object.fromEntries(log.asked.at(-1)?.query ?? [])

describe('the audit log', () => {
  it('is one click away from the inbox', async () => {
    log.happened('AdminSignedIn')
    openDashboard()
    await userEvent.click(await screen.findByRole('link', { name: 'Audit log' }))
    await event('AdminSignedIn')
    expect(window.location.pathname).toBe('/admin/audit')
    expect(screen.getByRole('link', { name: 'Audit log' }).getAttribute('aria-current')).toBe('page')
    expect(document.title).toBe('Audit log · Parley')
  })

  it('shows who did what to what and when, newest first', async () => {
    log.happened('AdminSignedIn', { stream: 'admin-1' })
    log.happened('AdminSignInFailed', { actor: { type: 'system', id: 'parley', email: null, name: null } })
    log.happened('MessageSent', {
      stream: CHAT,
      chat_id: CHAT,
      sequence: 27,
      position: 1_771_204,
      actor: { type: 'user', id: CHAT, email: null, name: null },
    })
    open()
    await event('MessageSent')
    expect(shown()).toEqual(['MessageSent', 'AdminSignInFailed', 'AdminSignedIn'])
    const [sent, failed, signedIn] = rows().map(row => row.textContent)
    expect(sent).toMatch(/Visitor 6f1c.*6f1c2f9e-3f0a.*27.*1,771,204.*\d\d:\d\d:\d\d/)
    expect(failed).toContain('System')
    expect(signedIn).toMatch(/Mara Keller.*admin-1/)
  })

  it('goes back page by page', async () => {
    log.pageSize = 2
    for (const type of ['First', 'Second', 'Third', 'Fourth', 'Fifth']) log.happened(type)
    open()
    await event('Fifth')
    await userEvent.click(await button('Older events'))
    await event('Second')
    await waitFor(async () => expect(document.activeElement).toBe(await event('Third')))
    await userEvent.click(await button('Older events'))
    await event('First')
    expect(shown()).toEqual(['Fifth', 'Fourth', 'Third', 'Second', 'First'])
    expect(screen.queryByRole('button', { name: 'Older events' })).toBeNull()
  })

  it('says so when nothing matches, and when nothing can be loaded', async () => {
    open()
    await screen.findByText('Nothing has happened yet.')
    await userEvent.type(screen.getByRole('textbox', { name: 'Actor' }), 'nobody@test')
    await screen.findByText('No event matches these filters.')
    log.refusal = 403
    await userEvent.click(await button('Clear filters'))
    await userEvent.click(await button('Refresh'))
    await screen.findByText(/The events could not be loaded./)
    log.refusal = undefined
    await userEvent.click(await button('Try again'))
    await screen.findByText('Nothing has happened yet.')
  })
})

describe('its filters', () => {
  beforeEach(() => {
    log.happened('AdminSignedIn')
    log.happened('ChatStarted', {
      chat_id: CHAT,
      actor: { type: 'user', id: CHAT, email: 'lena@test', name: 'Lena Okafor' },
    })
    log.happened('ChatArchived', { chat_id: CHAT })
  })

  it('choose a kind', async () => {
    open()
    await event('ChatArchived')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event type' }), 'ChatStarted')
    await waitFor(() => expect(shown()).toEqual(['ChatStarted']))
    expect(lastQuery()).toEqual({ type: 'ChatStarted' })
  })

  it('choose an actor and a chat, the chat by a link to it too', async () => {
    open()
    await event('ChatArchived')
    await userEvent.type(screen.getByRole('textbox', { name: 'Actor' }), ' lena@test ')
    await waitFor(() => expect(shown()).toEqual(['ChatStarted']))
    await userEvent.clear(screen.getByRole('textbox', { name: 'Actor' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Chat' }), `https://x.test/admin/inbox/${CHAT}`)
    await waitFor(() => expect(shown()).toEqual(['ChatArchived', 'ChatStarted']))
    expect(lastQuery()).toEqual({ chat: CHAT })
    expect(window.location.href).not.toContain('lena')
  })

  it('do not ask for a chat that is none', async () => {
    open()
    await event('ChatArchived')
    const asked = log.asked.length
    const box = screen.getByRole('textbox', { name: 'Chat' })
    await userEvent.type(box, 'lena')
    await screen.findByText('That is neither the ID of a chat nor a link to one.')
    expect(box.getAttribute('aria-invalid')).toBe('true')
    await new Promise(resolve => setTimeout(resolve, 500))
    expect(log.asked).toHaveLength(asked)
  })

  it('choose a time', async () => {
    open()
    await event('ChatArchived')
    const period = screen.getByRole('combobox', { name: 'Time' })
    await userEvent.selectOptions(period, 'Today')
    const midnight = new Date()
    midnight.setHours(0, 0, 0, 0)
    await waitFor(() => expect(lastQuery()).toEqual({ from: midnight.toISOString() }))
    await userEvent.selectOptions(period, 'From – to')
    await userEvent.type(screen.getByLabelText('From'), '2026-11-22T09:41')
    await userEvent.type(screen.getByLabelText('To'), '2026-11-22T09:42')
    await waitFor(() =>
      expect(lastQuery()).toEqual({
        from: new Date('2026-11-22T09:41:00').toISOString(),
        to: new Date('2026-11-22T09:42:59.999').toISOString(),
      }),
    )
  })

  it('are all cleared at once', async () => {
    open()
    await event('ChatArchived')
    await userEvent.type(screen.getByRole('textbox', { name: 'Actor' }), 'lena@test')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event type' }), 'AdminSignedIn')
    await screen.findByText('No event matches these filters.')
    await userEvent.click(await button('Clear filters'))
    await waitFor(() => expect(shown()).toHaveLength(3))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Actor' }).value).toBe('')
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Filter events')
  })
})

describe('the details of an event', () => {
  it('show payload, metadata and hash, and lead to the conversation', async () => {
    const { id } = server.chat(['hello'])
    log.happened('MessageSent', {
      chat_id: id,
      details: { content: 'Where is "it"?', message_sequence: 1 },
      metadata: { event_id: 'event-7', revision: 3, correlation_id: 'first-1', causation_id: 'cause-1' },
      hash: 'abcdef',
    })
    open()
    await userEvent.click(await event('MessageSent'))
    const panel = within(await details())
    const payload = panel.getByRole('region', { name: 'Payload' })
    expect(JSON.parse(payload.querySelector('pre')?.textContent ?? '')).toEqual({
      content: 'Where is "it"?',
      message_sequence: 1,
    })
    const metadata = panel.getByRole('region', { name: 'Metadata' })
    expect(metadata.textContent).toContain('event-7')
    for (const text of ['abcdef', 'first-1', 'cause-1', 'MessageSent happened', 'Mara Keller (support)']) {
      panel.getByText(text)
    }
    await userEvent.click(panel.getByRole('link', { name: 'Open conversation' }))
    expect(window.location.pathname).toBe(`/admin/inbox/${id}`)
  })

  it('can be copied', async () => {
    const copied = vi.fn().mockResolvedValue(undefined)
    // jsdom has none, as pages that are not secure.
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: copied } })
    log.happened('AdminSignedIn', { details: { count: 2 } })
    open()
    await userEvent.click(await event('AdminSignedIn'))
    await userEvent.click(await button('Copy payload'))
    await screen.findByText('Copied')
    expect(JSON.parse(copied.mock.calls[0]?.[0])).toEqual({ count: 2 })
  })

  it('are closed by Escape, and the focus goes back to the event', async () => {
    log.happened('AdminSignedIn')
    open()
    await userEvent.click(await event('AdminSignedIn'))
    expect(document.activeElement).toBe(await button('Close details'))
    expect(screen.queryByRole('link', { name: 'Open conversation' })).toBeNull()
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('complementary')).toBeNull()
    expect(document.activeElement).toBe(await event('AdminSignedIn'))
  })
})

describe('what can be done with the log', () => {
  it('exports what the filters choose, in two formats', async () => {
    const files: { name: string; text: Promise<string> }[] = []
    const blobs: Blob[] = []
    URL.createObjectURL = content => `blob:${blobs.push(content as Blob)}`
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      files.push({ name: this.download, text: blobs.at(-1)?.text() ?? Promise.reject() })
    })
    log.happened('AdminSignedIn')
    log.happened('ChatArchived')
    open()
    await event('ChatArchived')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Event type' }), 'AdminSignedIn')
    await waitFor(() => expect(shown()).toEqual(['AdminSignedIn']))
    await userEvent.click(await button('Export CSV'))
    await waitFor(() => expect(files).toHaveLength(1))
    expect(log.asked.at(-1)?.accept).toBe('text/csv')
    expect(lastQuery()).toEqual({ type: 'AdminSignedIn' })
    await userEvent.click(await button('Export JSON Lines'))
    await waitFor(() => expect(files).toHaveLength(2))
    expect(log.asked.at(-1)?.accept).toBe('application/x-ndjson')
    expect(files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^parley-events-\d{4}-\d\d-\d\d\.csv$/),
      expect.stringMatching(/^parley-events-\d{4}-\d\d-\d\d\.jsonl$/),
    ])
    expect(await files[0]?.text).toBe('AdminSignedIn')
  })

  it('says why an export failed', async () => {
    open()
    await screen.findByText('Nothing has happened yet.')
    log.refusal = 503
    await userEvent.click(await button('Export CSV'))
    await screen.findByText('The events could not be exported. Parley is busy just now.')
  })

  it('verifies the history', async () => {
    open()
    log.verification = { verified: true, events: 1_234, first_broken: null }
    await userEvent.click(await button('Verify history'))
    await screen.findByText('The history is intact: all 1,234 events are as they were stored.')
    log.verification = { verified: false, events: 12, first_broken: { chat_id: CHAT, sequence: 4 } }
    await userEvent.click(await button('Verify history'))
    await screen.findByText(new RegExp(`first event .* is number 4 of the chat ${CHAT}`))
    log.verification = undefined
    await userEvent.click(await button('Verify history'))
    await screen.findByText('The history could not be verified. There is nothing here.')
  })
})

it('is open to everybody', async () => {
  log.happened('AdminSignedIn')
  log.happened('AdminSignInFailed')
  const { container } = open()
  await userEvent.click(await event('AdminSignInFailed'))
  await details()
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
})
