import type { Message, SenderType } from './wire'

/** The messages of one chat that are known here: a piece without gaps, oldest first, up to the newest one known. */
export interface Conversation {
  messages: readonly Message[]
  userReadUpTo: number
  adminViewedUpTo: number
}

export const emptyConversation: Conversation = {
  messages: [],
  userReadUpTo: 0,
  adminViewedUpTo: 0,
}

export function lastSequence({ messages }: Conversation): number {
  return messages.at(-1)?.sequence ?? 0
}

/** Adds what follows the newest message, and drops what is known or would leave a gap. */
export function append(conversation: Conversation, incoming: readonly Message[]): Conversation {
  const messages = [...conversation.messages]
  for (const message of incoming) {
    const last = messages.at(-1)
    if (!last || message.sequence === last.sequence + 1) messages.push(message)
  }
  return { ...conversation, messages }
}

export function prepend(conversation: Conversation, earlier: readonly Message[]): Conversation {
  const first = conversation.messages[0]?.sequence ?? Number.POSITIVE_INFINITY
  const older = earlier.filter(({ sequence }) => sequence < first)
  return { ...conversation, messages: [...older, ...conversation.messages] }
}

export function markedRead(
  conversation: Conversation,
  reader: SenderType,
  upTo: number,
  readAt?: string,
): Conversation {
  const field = reader === 'user' ? 'userReadUpTo' : 'adminViewedUpTo'
  if (upTo <= conversation[field]) return conversation
  const messages = !readAt
    ? conversation.messages
    : conversation.messages.map(message =>
        message.sender_type !== reader && message.sequence <= upTo && !message.read_at
          ? { ...message, read_at: readAt }
          : message,
      )
  return { ...conversation, messages, [field]: upTo }
}

/** How many messages of the other side lie beyond `upTo`, among those that are known. */
export function countUnread({ messages }: Conversation, reader: SenderType, upTo: number): number {
  return messages.filter(
    ({ sender_type, sequence, erased }) => sender_type !== reader && sequence > upTo && !erased,
  ).length
}
