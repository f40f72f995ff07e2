import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, expect, it } from 'vitest'
import { FakeAdminServer, refused } from '../testing/fake-admin-server'
import { openDashboard } from '../testing/open-dashboard'

const CHAT = '6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11'

let server: FakeAdminServer
beforeEach(() => {
  server = new FakeAdminServer()
})

const open = () => openDashboard('/admin/read-models')
const row = async (name: string) => within(await screen.findByRole('row', { name: new RegExp(`^${name}`) }))
const button = (name: string) => screen.findByRole('button', { name })
const isOff = (element: HTMLElement) => element.getAttribute('aria-disabled') === 'true'

async function confirm(word: string) {
  const dialog = within(await screen.findByRole('alertdialog'))
  await userEvent.type(dialog.getByRole('textbox', { name: `Type ${word} to confirm` }), word)
  await userEvent.click(dialog.getByRole('button', { name: 'Start rebuild' }))
}

function park(readModel: string) {
  server.readModels.parked[readModel] = [
    {
      chat_id: CHAT,
      from_sequence: 4,
      reason: 'DataIntegrityViolationException, SQLState 22021',
      parked_at: new Date(Date.now() - 270_000).toISOString(),
    },
  ]
}

it('is where the navigation leads', async () => {
  openDashboard()
  await userEvent.click(await screen.findByRole('link', { name: 'Read models' }))
  await screen.findByRole('heading', { name: 'Read models' })
  expect(window.location.pathname).toBe('/admin/read-models')
  expect(screen.getByRole('link', { name: 'Read models' }).getAttribute('aria-current')).toBe('page')
  expect(document.title).toContain('Read models')
})

it('shows of each read model where it is, where the log is, and how fast it goes', async () => {
  open()
  const inbox = await row('inbox')
  expect(inbox.getByText('Live')).toBeTruthy()
  expect(inbox.getByText('1,771,201')).toBeTruthy()
  expect(inbox.getByText('3')).toBeTruthy()
  expect(inbox.getByRole('cell', { name: '412 events/s' })).toBeTruthy()
  expect(inbox.getByText('Not proved yet')).toBeTruthy()
  expect(screen.getByText('1,771,204')).toBeTruthy()
  expect(screen.getByText('all live')).toBeTruthy()
})

it('rebuilds a read model once that is confirmed', async () => {
  open()
  await userEvent.click(await button('Rebuild inbox'))
  const dialog = within(await screen.findByRole('alertdialog', { name: 'Rebuild inbox?' }))
  expect(dialog.getByText(/All 1,771,204 events/)).toBeTruthy()
  expect(server.requests).not.toContain('POST /admin/read_models/inbox/rebuild')

  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Start rebuild' }).disabled).toBe(true)
  await confirm('inbox')

  await screen.findByRole('progressbar', { name: 'Rebuild of inbox' })
  expect(server.requests).toContain('POST /admin/read_models/inbox/rebuild')
  expect(screen.queryByRole('alertdialog')).toBeNull()
  expect(isOff(await button('Rebuild all…'))).toBe(true)
  expect(isOff(await button('Rebuild inbox'))).toBe(true)
  await waitFor(async () => expect(document.activeElement).toBe(await button('Rebuild inbox')))
  await userEvent.keyboard('{Enter}')
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

it('leaves everything as it is if the rebuild is not confirmed', async () => {
  open()
  await userEvent.click(await button('Rebuild inbox'))
  await userEvent.click(await button('Keep as it is'))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  await userEvent.click(await button('Rebuild inbox'))
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(server.requests.filter(request => request.startsWith('POST'))).toEqual([])
})

it('rebuilds all at once', async () => {
  open()
  await row('inbox')
  await userEvent.click(await button('Rebuild all…'))
  await screen.findByRole('alertdialog', { name: 'Rebuild all read models?' })
  await confirm('all')
  await waitFor(() => expect(screen.getAllByRole('progressbar')).toHaveLength(2))
  expect(server.requests).toContain('POST /admin/read_models/rebuild')
})

it('says why a rebuild was not started', async () => {
  server.refusal = what =>
    what.startsWith('POST') ? refused(409, 'A rebuild of this read model is running.') : null
  open()
  await userEvent.click(await button('Rebuild inbox'))
  await confirm('inbox')
  await screen.findByText('A rebuild of this read model is running.')
  expect(screen.getByRole('alertdialog')).toBeTruthy()
})

it('shows the progress of a rebuild as it is pushed, until it is done', async () => {
  open()
  await row('inbox')
  await screen.findByText('Connected')
  const push = (changes: object) => {
    const known = server.readModels.models[1]
    if (known) Object.assign(known, changes)
    server.push('/topic/admin_support_notifications', { type: 'read_model', ...known })
  }
  push({
    state: 'rebuilding',
    progress: 0.684,
    position: 1_211_503,
    events_per_second: 18_400,
    eta_seconds: 31,
  })

  const rebuild = await screen.findByRole('region', { name: 'Rebuild of inbox' })
  expect(within(rebuild).getByRole<HTMLProgressElement>('progressbar').value).toBe(0.684)
  for (const figure of ['68 %', '1,211,503 of 1,771,204 events', '18.4K events/s', '31 s left']) {
    expect(rebuild.textContent).toContain(figure)
  }
  expect(screen.getByText('Rebuild of inbox: 50 %.').getAttribute('role')).toBe('status')
  expect(screen.getByText('1 live, 1 rebuilding')).toBeTruthy()

  const asked = () =>
    server.requests.filter(request => request === 'GET /admin/read_models/inbox/proof').length
  const before = asked()
  push({ state: 'live', progress: 1, eta_seconds: null, rebuilt_at: new Date().toISOString() })

  await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
  expect((await row('inbox')).getByText('rebuilt now')).toBeTruthy()
  expect(screen.getByText('The rebuild of inbox has ended.')).toBeTruthy()
  await waitFor(() => expect(asked()).toBeGreaterThan(before))
})

it('learns of a rebuild without a push, too', async () => {
  server.acceptsSockets = false
  open()
  await row('inbox')
  const known = server.readModels.models[0]
  if (known) Object.assign(known, { state: 'rebuilding', progress: 0.1 })
  await screen.findByRole('progressbar', { name: 'Rebuild of conversation' })
})

it('proves a read model on demand', async () => {
  open()
  await userEvent.click(await button('Prove now: inbox'))
  const inbox = await row('inbox')
  await inbox.findByText('Equal to the log')
  expect(inbox.getByText('now · 1,204 chats')).toBeTruthy()
})

it('names the first difference that a proof has found', async () => {
  server.readModels.difference = {
    chat_id: CHAT,
    what: 'message 3: conversation.message.read_at',
    expected: 'nothing',
    served: '2026-11-22T10:15:30Z',
  }
  open()
  await userEvent.click(await button('Prove now: conversation'))
  const conversation = await row('conversation')
  await conversation.findByText('Differs from the log')
  expect(conversation.getByText(/message 3: conversation\.message\.read_at/).textContent).toContain(CHAT)
})

it('says when a proof is running already', async () => {
  server.refusal = what =>
    what.startsWith('POST') ? refused(409, 'A proof of this read model is running.') : null
  open()
  await userEvent.click(await button('Prove now: inbox'))
  await (await row('inbox')).findByText(/A proof of this read model is running\./)
})

it('shows parked chats with their reason, and tries again', async () => {
  park('inbox')
  open()
  const parked = within(await screen.findByRole('list', { name: 'Chats parked in inbox' }))
  expect(parked.getByText(/SQLState 22021/)).toBeTruthy()
  expect(parked.getByText(/its event 4 · 4 min/)).toBeTruthy()
  expect(parked.getByRole('link').getAttribute('href')).toBe(`/admin/inbox/${CHAT}`)
  expect(screen.getByText('in inbox')).toBeTruthy()

  await userEvent.click(parked.getByRole('button', { name: 'Retry chat 6f1c2f9e' }))

  await waitFor(() => expect(screen.queryByRole('list', { name: 'Chats parked in inbox' })).toBeNull())
  expect(server.requests).toContain(`POST /admin/read_models/inbox/parked/${CHAT}/retry`)
  expect(document.activeElement).toBe(screen.getByRole('rowheader', { name: /^inbox/ }))
})

it('claims nothing about parked chats and proofs that it does not know', async () => {
  server.refusal = what => (/(parked|proof)$/.test(what) ? refused(403, 'You may not do this.') : null)
  open()
  const inbox = await row('inbox')
  expect(screen.getByText('not loaded yet')).toBeTruthy()
  expect(screen.queryByText('every chat is up to date')).toBeNull()
  await inbox.findByText('The last proof could not be loaded.')
  server.refusal = () => null
})

it('says that a chat failed again', async () => {
  park('inbox')
  server.refusal = what =>
    what.startsWith('POST') ? refused(409, 'The chat failed again and stays parked.') : null
  open()
  await userEvent.click(await button('Retry chat 6f1c2f9e'))
  await screen.findByText('The chat failed again and stays parked.')
})

it('can be tried again when it could not be loaded', async () => {
  server.refusal = what => (what === 'GET /admin/read_models' ? refused(403, 'You may not do this.') : null)
  open()
  await screen.findByText(/could not be loaded\. You may not do this\./)
  server.refusal = () => null
  await userEvent.click(await button('Try again'))
  await row('inbox')
})

it('is open to everybody', async () => {
  park('inbox')
  const known = server.readModels.models[0]
  if (known) Object.assign(known, { state: 'rebuilding', progress: 0.1, eta_seconds: 61 })
  const { container } = open()
  await screen.findByRole('list', { name: 'Chats parked in inbox' })
  await screen.findByRole('progressbar')
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
})
