import '../theme/base.css'
import './mail.css'
import type { CapturedMail } from '../client/wire'

const REFRESH_MS = 2_000

const list = find(document, '#mails')
const state = find(document, '#state')
const template = find(document, '#mail') as HTMLTemplateElement
const shown = new Set<string>()

async function refresh(): Promise<void> {
  try {
    const response = await fetch('/dev/mail.json')
    if (!response.ok) throw new Error(`${response.status}`)
    show((await response.json()) as CapturedMail[])
  } catch {
    tell('The mailbox does not answer')
  }
  setTimeout(refresh, REFRESH_MS)
}

/** Adds what is new and leaves the rest alone, so that a mail that is being read stays open. */
function show(mails: CapturedMail[]): void {
  tell(mails.length === 0 ? 'No mail yet' : mails.length === 1 ? '1 mail' : `${mails.length} mails`)
  const fresh = mails.filter(({ id }) => !shown.has(id))
  list.prepend(...fresh.map(itemOf))
  for (const { id } of fresh) shown.add(id)
}

function itemOf(mail: CapturedMail): DocumentFragment {
  const item = template.content.cloneNode(true) as DocumentFragment
  find(item, '.subject').textContent = mail.subject
  find(item, '.to').textContent = `${mail.from} to ${mail.to.join(', ')}`
  const time = find(item, 'time') as HTMLTimeElement
  time.dateTime = mail.received_at
  time.textContent = new Date(mail.received_at).toLocaleString()
  find(item, 'pre').textContent = mail.text
  // The sandbox has no rights at all: no script, no form, no way out.
  const frame = find(item, 'iframe') as HTMLIFrameElement
  frame.srcdoc = mail.html
  frame.hidden = !mail.html
  return item
}

function tell(text: string): void {
  if (state.textContent !== text) state.textContent = text
}

function find(root: ParentNode, selector: string): HTMLElement {
  return root.querySelector(selector) as HTMLElement
}

void refresh()
