/** What crosses the wire, in the server's words: JSON in snake_case, times in ISO-8601 UTC, ids as UUIDs. */

export type SenderType = 'user' | 'admin'

export interface Message {
  id: string
  /** Counts 1, 2, 3… in its chat, without gaps; the order that everybody sees. */
  sequence: number
  /** Null once the person was erased. */
  content: string | null
  sender_type: SenderType
  sender_name: string | null
  /** Of an admin's message: when its user read it; of a user's: when an admin first viewed the chat after it. */
  read_at: string | null
  created_at: string
  client_message_id: string
  /** Only there once the person was erased. */
  erased?: true
}

/** Messages of one chat, oldest first, as every call that reads a chat answers. */
export interface MessagePage {
  id: string
  messages: Message[]
  has_more: boolean
  /** Sequences; 0 at first. */
  user_read_up_to: number
  admin_viewed_up_to: number
}

export interface UserChat extends MessagePage {
  unread_count: number
}

export interface AdminChat extends MessagePage {
  /** Null once the person was erased. */
  user_id: string | null
  user_email: string | null
  user_name: string | null
  archived: boolean
  created_at: string
  unread_count: number
  erased_at: string | null
}

export interface ChatListItem {
  id: string
  /** Null once the person was erased. */
  user_id: string | null
  user_email: string | null
  user_name: string | null
  last_message_at: string
  last_message_preview: string | null
  last_message_sender: SenderType
  message_count: number
  unread: boolean
  unread_count: number
  archived: boolean
  /** Only there once the person was erased. */
  erased?: true
}

export interface Admin {
  id: string
  email: string
  name: string
}

export interface HistoryEntry {
  /** The event's place in the chat's stream, not a message's sequence. */
  sequence: number
  type: string
  at: string
  actor: { type: 'user' | 'admin' | 'system'; id: string | null; email: string | null }
  summary: string
  details: Record<string, unknown>
  hash: string
}

/** An event of any stream, as the audit log lists it. */
export interface AuditEvent extends HistoryEntry {
  /** Its place in the whole log. */
  position: number
  stream: string
  /** None for what happened outside of chats. */
  chat_id: string | null
  actor: HistoryEntry['actor'] & { name: string | null }
  metadata: {
    event_id: string
    revision: number
    correlation_id: string | null
    causation_id: string | null
  }
}

/** Whether the log's hash chain holds, and where it breaks first. */
export interface Verification {
  verified: boolean
  events: number
  first_broken: { chat_id: string | null; sequence: number } | null
}

/** How far a read model is; while it is rebuilt, how far the rebuild is. */
export interface ReadModel {
  name: string
  state: 'live' | 'rebuilding'
  /** Place in the log up to which everything is handled. */
  position: number
  /** Place in the log of its newest event. */
  head: number
  lag_events: number
  /** From 0 to 1. */
  progress: number
  events_per_second: number | null
  eta_seconds: number | null
  rebuilt_at: string | null
}

/** A chat that a read model could not go on with. */
export interface ParkedChat {
  chat_id: string
  /** The place in the chat's stream of the event that failed. */
  from_sequence: number
  reason: string
  parked_at: string
}

/** What came of comparing a read model with the log, row by row. */
export interface ReadModelProof {
  name: string
  position: number
  chats: number
  /** How many chats were left out, since they are parked. */
  parked: number
  equal: boolean
  first_difference: { chat_id: string; what: string; expected: string; served: string } | null
  proved_at: string
}

/** RFC 9457. `type` is stable; `errors` names the fields of a 422. */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
  errors?: { field: string; message: string }[]
}

export type SendMessage = Pick<Message, 'client_message_id'> & { content: string }

/** On a chat's topic. */
export type ChatPush =
  | { type: 'new_message'; message: Message }
  | { type: 'messages_read'; reader: SenderType; up_to_sequence: number; read_at: string }
  | { type: 'typing'; sender_type: SenderType; sender_name: string | null; typing: boolean }

/** On the admins' topic. */
export type AdminPush =
  | { type: 'new_user_message'; chat_id: string; user_email: string | null; message: Message }
  | { type: 'chat_updated'; chat: ChatListItem }
  | ({ type: 'read_model' } & ReadModel)

/** On the caller's own queue. */
export type Reply =
  | { type: 'message_accepted'; client_message_id: string; message: Message }
  | { type: 'message_rejected'; client_message_id: string; problem: Problem }

export interface CapturedMail {
  id: string
  from: string
  to: string[]
  subject: string
  text: string
  html: string
  received_at: string
}
