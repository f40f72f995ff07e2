import type { ChatApi } from './chat-api'
import {
  append,
  type Conversation,
  countUnread,
  emptyConversation,
  lastSequence,
  markedRead,
  prepend,
} from './conversation'
import { ProblemError } from './http'
import { Outbox, type PendingMessage } from './outbox'
import type { Connection, StompTransport } from './stomp-transport'
import { TypingSignal } from './typing-signal'
import type { ChatPush, Message, MessagePage, Problem, Reply } from './wire'

export interface ChatState extends Conversation {
  loaded: boolean
  hasEarlier: boolean
  pending: readonly PendingMessage[]
  /** Messages of the other side that this side has not seen. */
  unread: number
  /** Who of the other side is typing right now. */
  typing: { name: string | null } | null
  connection: Connection
  /** Why the server refuses this person altogether, an expired token for example; asked again on `refresh`. */
  refusal: Problem | null
}

interface ChatListener {
  /** A message that was not there when the chat was loaded, from either side. */
  message?: (message: Message) => void
  refusal?: (problem: Problem) => void
}

const POLL_MS = 5_000
const TYPING_EXPIRES_MS = 6_000

/**
 * One chat as one side sees it, kept true over lost connections: pushes are merged by sequence, a gap or a reconnect
 * asks for what came later, and while no socket connects, REST does all of it every few seconds.
 * The transport is its owner's to start and stop.
 */
export class ChatClient {
  readonly #api: ChatApi
  readonly #transport: StompTransport
  readonly #listener: ChatListener
  readonly #observers = new Set<() => void>()
  readonly #outbox: Outbox
  readonly #typing = new TypingSignal(typing => this.#signal('typing', { typing }))
  #state: ChatState
  #chatId: string | null = null
  #running = false
  #undo: (() => void)[] = []
  #unsubscribe: (() => void)[] = []
  /** The topic's receipt has come on this connection: from here on every push reaches us. */
  #live = false
  #syncing = false
  #syncAgain = false
  /** Something could not be fetched or stored, so the next poll has to try again. */
  #behind = false
  #loadingEarlier = false
  /** Up to where this person has seen the chat, and up to where the server was told so. */
  #seen = 0
  #told = 0
  #typingExpiry: ReturnType<typeof setTimeout> | undefined

  constructor(api: ChatApi, transport: StompTransport, listener: ChatListener = {}) {
    this.#api = api
    this.#transport = transport
    this.#listener = listener
    this.#outbox = new Outbox({
      live: () => this.#live,
      push: message => this.#signal('send_message', message),
      post: message => api.send(message),
      posted: message => this.#received(message),
      obstructed: error => this.#failed(error),
      changed: pending => this.#update({ pending }),
    })
    this.#state = {
      ...emptyConversation,
      loaded: false,
      hasEarlier: false,
      pending: [],
      unread: 0,
      typing: null,
      connection: transport.connection,
      refusal: null,
    }
  }

  readonly getState = (): ChatState => this.#state

  readonly observe = (observer: () => void): (() => void) => {
    this.#observers.add(observer)
    return () => this.#observers.delete(observer)
  }

  start(): void {
    this.#running = true
    const poll = setInterval(() => {
      if (!this.#state.refusal && (!this.#live || this.#behind)) void this.#sync()
    }, POLL_MS)
    this.#undo = [
      () => clearInterval(poll),
      this.#transport.onConnection(connection => this.#connectionChanged(connection)),
    ]
    this.refresh()
  }

  stop(): void {
    this.#running = this.#live = false
    for (const undo of [...this.#undo, ...this.#unsubscribe]) undo()
    this.#typing.end()
    this.#outbox.close()
    clearTimeout(this.#typingExpiry)
  }

  /** Asks the server again, after a refusal too. */
  refresh(): void {
    this.#update({ refusal: null })
    void this.#sync()
  }

  send(content: string): void {
    this.#typing.end()
    this.#outbox.add(content)
  }

  /** Sends a failed message again, under the same id: if it did arrive after all, it is not stored twice. */
  retry(clientMessageId: string): void {
    this.#outbox.retry(clientMessageId)
  }

  discard(clientMessageId: string): void {
    this.#outbox.remove(clientMessageId)
  }

  /** To be called with the newest message that was really on the screen of a visible page. */
  seen(upTo: number): void {
    if (upTo <= this.#seen) return
    this.#seen = upTo
    this.#update({})
    void this.#tellSeen()
  }

  /** To be called on each keystroke. */
  typing(): void {
    this.#typing.keystroke()
  }

  async loadEarlier(): Promise<void> {
    const first = this.#state.messages[0]
    if (!first || !this.#state.hasEarlier || this.#loadingEarlier) return
    this.#loadingEarlier = true
    try {
      const page = await this.#api.before(first.sequence)
      this.#update({ ...prepend(this.#state, page.messages), hasEarlier: page.has_more })
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#loadingEarlier = false
    }
  }

  #connectionChanged(connection: Connection): void {
    if (connection.state !== 'connected' && this.#live) {
      this.#live = false
      // The frames under way may not have arrived.
      this.#told = 0
      this.#outbox.connectionLost()
      this.#update({ typing: null })
    }
    this.#update({ connection })
  }

  /** Brings the conversation up to date; a call during another one makes that one go round again. */
  async #sync(): Promise<void> {
    this.#syncAgain = true
    if (this.#syncing) return
    this.#syncing = true
    try {
      while (this.#syncAgain && this.#running) {
        this.#syncAgain = false
        await this.#catchUp()
      }
      this.#behind = false
      this.#outbox.flush()
      void this.#tellSeen()
    } catch (error) {
      this.#failed(error)
    } finally {
      this.#syncing = false
    }
  }

  async #catchUp(): Promise<void> {
    if (this.#chatId === null) return this.#load(await this.#api.newest())
    for (let more = true; more; ) {
      const page = await this.#api.after(lastSequence(this.#state))
      // After an erasure the same person has a new chat.
      if (page.id !== this.#chatId) return this.#load(await this.#api.newest())
      this.#arrived(page.messages)
      this.#readMarks(page)
      more = page.has_more && page.messages.length > 0
    }
  }

  #load(page: MessagePage): void {
    if (!this.#running) return
    this.#seen = this.#told = 0
    this.#update({ ...append(emptyConversation, page.messages), loaded: true, hasEarlier: page.has_more })
    this.#readMarks(page)
    this.#subscribe(page.id)
  }

  #subscribe(chatId: string): void {
    for (const undo of this.#unsubscribe) undo()
    this.#chatId = chatId
    this.#live = false
    this.#unsubscribe = [
      this.#transport.subscribe<Reply>('/user/queue/replies', { onMessage: reply => this.#answered(reply) }),
      this.#transport.subscribe<ChatPush>(`/topic/support_chat.${chatId}`, {
        onMessage: push => this.#pushed(push),
        onReady: () => {
          this.#live = true
          void this.#sync()
        },
      }),
    ]
  }

  #readMarks(page: MessagePage): void {
    const read = markedRead(this.#state, 'user', page.user_read_up_to)
    this.#update(markedRead(read, 'admin', page.admin_viewed_up_to))
  }

  #pushed(push: ChatPush): void {
    switch (push.type) {
      case 'new_message':
        this.#received(push.message)
        break
      case 'messages_read':
        this.#update(markedRead(this.#state, push.reader, push.up_to_sequence, push.read_at))
        break
      case 'typing':
        if (push.sender_type !== this.#api.role) this.#typed(push.typing, push.sender_name)
        break
    }
  }

  #typed(typing: boolean, name: string | null): void {
    clearTimeout(this.#typingExpiry)
    this.#typingExpiry = setTimeout(() => this.#update({ typing: null }), TYPING_EXPIRES_MS)
    this.#update({ typing: typing ? { name } : null })
  }

  /** An admin's queue carries the answers for all chats of the connection, and a message does not name its chat. */
  #answered(reply: Reply): void {
    if (!this.#state.pending.some(item => item.client_message_id === reply.client_message_id)) return
    if (reply.type === 'message_accepted') this.#received(reply.message)
    else this.#outbox.rejected(reply.client_message_id, reply.problem)
  }

  #received(message: Message): void {
    if (message.sequence > lastSequence(this.#state) + 1) void this.#sync()
    else this.#arrived([message])
  }

  #arrived(incoming: readonly Message[]): void {
    if (!this.#running) return
    const last = lastSequence(this.#state)
    this.#update(append(this.#state, incoming))
    for (const message of incoming) {
      this.#outbox.remove(message.client_message_id)
      if (message.sequence <= last) continue
      if (message.sender_type !== this.#api.role) this.#update({ typing: null })
      this.#listener.message?.(message)
    }
  }

  async #tellSeen(): Promise<void> {
    const { role } = this.#api
    const upTo = this.#seen
    if (upTo <= this.#told || countUnread(this.#state, role, this.#readUpTo(this.#state)) === 0) return
    if (this.#live) {
      this.#told = upTo
      this.#signal(role === 'user' ? 'mark_read' : 'viewed', { up_to_sequence: upTo })
      return
    }
    try {
      await this.#api.markRead(upTo)
      this.#told = Math.max(this.#told, upTo)
    } catch (error) {
      this.#failed(error)
    }
  }

  /** As far as the server has said. */
  #readUpTo({ userReadUpTo, adminViewedUpTo }: Conversation): number {
    return this.#api.role === 'user' ? userReadUpTo : adminViewedUpTo
  }

  #signal(action: string, body: unknown): void {
    if (this.#live) this.#transport.send(`/app/support_chat.${this.#chatId}.${action}`, body)
  }

  /** Whatever it was, the next poll tries again, unless the server refuses the person: that is something to tell. */
  #failed(error: unknown): void {
    this.#behind = true
    const problem = error instanceof ProblemError ? error.problem : null
    if (!this.#running || (problem?.status !== 401 && problem?.status !== 403)) return
    if (problem.type.endsWith('/person-erased')) this.#forget()
    this.#update({ refusal: problem })
    this.#listener.refusal?.(problem)
  }

  /** What was said and written is gone; a new token begins a new chat. */
  #forget(): void {
    for (const undo of this.#unsubscribe.splice(0)) undo()
    this.#outbox.close()
    this.#chatId = null
    this.#live = false
    this.#seen = this.#told = 0
    this.#update({ ...emptyConversation, hasEarlier: false, pending: [], typing: null })
  }

  #update(change: Partial<ChatState>): void {
    const state = { ...this.#state, ...change }
    const seen = Math.max(this.#seen, this.#readUpTo(state))
    this.#state = { ...state, unread: countUnread(state, this.#api.role, seen) }
    for (const observer of this.#observers) observer()
  }
}
