import type { ChatState } from '../../client/chat-client'
import type { Message } from '../../client/wire'
import { isSameDay } from '../ui/times'

/** Messages of one sender that stand together under one name and time. */
export interface MessageGroup {
  kind: 'group'
  key: string
  messages: [Message, ...Message[]]
  isRead: boolean
}

export type TimelineItem =
  | MessageGroup
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }

const GROUP_GAP_MS = 5 * 60_000

/** What the list of messages shows, from top to bottom: day dividers, the divider of the new ones, groups. */
export function timelineOf(
  { messages, userReadUpTo }: Pick<ChatState, 'messages' | 'userReadUpTo'>,
  newFrom: number | null,
): TimelineItem[] {
  const items: TimelineItem[] = []
  let group: MessageGroup | undefined
  let previous: Message | undefined
  for (const message of messages) {
    if (!previous || !isSameDay(previous.created_at, message.created_at)) {
      items.push({ kind: 'day', key: `day-${message.sequence}`, at: message.created_at })
      group = undefined
    }
    if (message.sequence === newFrom) {
      items.push({ kind: 'new', key: 'new' })
      group = undefined
    }
    const isRead = message.sender_type === 'admin' && message.sequence <= userReadUpTo
    if (group && previous && group.isRead === isRead && standTogether(previous, message)) {
      group.messages.push(message)
    } else {
      group = { kind: 'group', key: message.client_message_id, messages: [message], isRead }
      items.push(group)
    }
    previous = message
  }
  return items
}

function standTogether(one: Message, next: Message): boolean {
  return (
    one.sender_type === next.sender_type &&
    one.sender_name === next.sender_name &&
    Date.parse(next.created_at) - Date.parse(one.created_at) < GROUP_GAP_MS
  )
}
