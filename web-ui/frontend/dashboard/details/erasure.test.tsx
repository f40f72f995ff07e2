import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { beforeEach, expect, it } from 'vitest'
import { FakeAdminServer } from '../testing/fake-admin-server'
import { openDashboard } from '../testing/open-dashboard'

let server: FakeAdminServer
beforeEach(() => {
  server = new FakeAdminServer()
})

const log = () => screen.findByRole('log', { name: 'Messages' })
const dialog = () => screen.findByRole('alertdialog')

async function openDialog() {
  await userEvent.click(await screen.findByRole('button', { name: 'Erase person…' }))
  return within(await dialog())
}

it('erases a person once the address is typed, and nothing of the person is left on the page', async () => {
  const ada = server.chat(['my secret'], { user: 'Ada Lovelace', email: 'ada@test' })
  openDashboard(`/admin/inbox/${ada.id}`)
  await screen.findByText('Connected')
  const erase = await openDialog()
  const button = erase.getByRole<HTMLButtonElement>('button', { name: 'Erase for ever' })
  const field = erase.getByRole('textbox', { name: 'Type ada@test to confirm' })
  await userEvent.type(field, 'ada@tes')
  expect(button.disabled).toBe(true)
  await userEvent.type(field, 't')
  await userEvent.click(button)

  await screen.findByRole('heading', { name: 'Erased person', level: 2 })
  expect((await log()).textContent).toContain('Erased')
  expect(screen.getByText('This person was erased. The conversation is over.')).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Reply' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Archive' })).toBeNull()
  await screen.findByText('Person erased')
  await waitFor(() =>
    expect(document.activeElement?.textContent).toContain('The certificate is being prepared'),
  )
  await waitFor(() => {
    for (const gone of ['Ada', 'ada@test', 'usr_1', 'my secret']) {
      expect(document.body.textContent).not.toContain(gone)
    }
  })
})

it('offers the certificate as soon as there is one', async () => {
  const ada = server.chat(['hi'], { user: 'Ada' })
  server.erases(ada)
  openDashboard(`/admin/archived/${ada.id}`)
  await screen.findByText('The certificate is being prepared…')
  server.certifies = true
  const link = await screen.findByRole('link', { name: 'Download the certificate' })
  expect(link.getAttribute('href')).toBe(`/admin/chats/${ada.id}/erasure_certificate`)
})

it('takes the id of the chat where there is no address', async () => {
  const ada = server.chat(['hi'], { user: 'Ada' })
  openDashboard(`/admin/inbox/${ada.id}`)
  const erase = await openDialog()
  await userEvent.type(erase.getByRole('textbox', { name: `Type ${ada.id} to confirm` }), ada.id)
  await userEvent.click(erase.getByRole('button', { name: 'Erase for ever' }))
  await screen.findByRole('heading', { name: 'Erased person', level: 2 })
})

it('keeps the person when the dialog is left, and says why an erasure failed', async () => {
  const ada = server.chat(['hi'], { user: 'Ada', email: 'ada@test' })
  openDashboard(`/admin/inbox/${ada.id}`)
  const erase = await openDialog()
  await userEvent.type(erase.getByRole('textbox'), 'ada@test')
  ada.user_email = 'countess@test'
  await userEvent.click(erase.getByRole('button', { name: 'Erase for ever' }))
  expect((await erase.findByRole('alert')).textContent).toContain('This is another person.')
  await userEvent.click(erase.getByRole('button', { name: 'Keep' }))
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(ada.erased_at).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Erase person…' }))
})

it('forgets at once what another admin erases, and does not say that it was seen', async () => {
  const ada = server.chat(['my secret'], { user: 'Ada', viewedUpTo: 0 })
  const { look } = openDashboard(`/admin/inbox/${ada.id}`)
  await log()
  await screen.findByText('Connected')
  server.erases(ada)
  await screen.findByRole('heading', { name: 'Erased person', level: 2 })
  await waitFor(() => expect(document.body.textContent).not.toContain('my secret'))
  await log()
  look('Erased')
  expect(server.sent('viewed')).toEqual([])
})

it('is readable for assistive technology', async () => {
  const ada = server.chat(['hi'], { user: 'Ada', email: 'ada@test' })
  openDashboard(`/admin/inbox/${ada.id}`)
  await openDialog()
  const { violations } = await axe.run(await dialog(), { rules: { 'color-contrast': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([])
})
