import type { ChatState } from '../client/chat-client'
import type { Delivery } from '../client/outbox'
import type { Texts } from './texts'

export interface MessageEntry {
  kind: 'message'
  key: string
  content: string
  mine: boolean
  sender: string | null
  time: string
  at: string
  /** Null for a message that is not confirmed. */
  sequence: number | null
  delivery: Delivery | null
  /** Ends a run of messages of one sender within one minute: it shows face, name and time for all of them. */
  last: boolean
  seen: boolean
}

export type Entry = MessageEntry | { kind: 'day'; key: string; label: string }

/** What the list shows, from top to bottom. */
export function entriesOf(chat: ChatState, texts: Texts): Entry[] {
  const format = formatsOf(texts)
  const all: MessageEntry[] = [
    ...chat.messages.map(message => ({
      key: message.client_message_id,
      content: message.content ?? '',
      mine: message.sender_type === 'user',
      sender: message.sender_name,
      at: message.created_at,
      sequence: message.sequence,
      delivery: null,
    })),
    ...chat.pending.map(item => ({
      key: item.client_message_id,
      content: item.content,
      mine: true,
      sender: null,
      at: item.created_at,
      sequence: null,
      delivery: item.delivery,
    })),
  ].map(message => ({
    ...message,
    kind: 'message',
    time: format.time(message.at),
    last: true,
    seen: false,
  }))

  const newestSeen = all.findLast(
    ({ mine, sequence }) => mine && sequence !== null && sequence <= chat.adminViewedUpTo,
  )
  if (newestSeen) newestSeen.seen = true

  const entries: Entry[] = []
  let day = ''
  for (const [index, message] of all.entries()) {
    const next = all[index + 1]
    message.last = !next || message.seen || !isSameRun(message, next)
    const label = format.day(message.at)
    if (label !== day) entries.push({ kind: 'day', key: `day ${label}`, label })
    day = label
    entries.push(message)
  }
  return entries
}

function isSameRun(message: MessageEntry, next: MessageEntry): boolean {
  return (
    message.mine === next.mine &&
    message.sender === next.sender &&
    message.at.slice(0, 16) === next.at.slice(0, 16) &&
    message.delivery?.state === next.delivery?.state
  )
}

function formatsOf({ dates, today, yesterday }: Texts) {
  const clock = new Intl.DateTimeFormat(dates, { hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(dates, { dateStyle: 'long' })
  const thisDay = new Date()
  const dayBefore = new Date(thisDay.getFullYear(), thisDay.getMonth(), thisDay.getDate() - 1)
  return {
    time: (instant: string) => clock.format(new Date(instant)),
    day: (instant: string) => {
      const then = new Date(instant)
      if (then.toDateString() === thisDay.toDateString()) return today
      return then.toDateString() === dayBefore.toDateString() ? yesterday : day.format(then)
    },
  }
}
