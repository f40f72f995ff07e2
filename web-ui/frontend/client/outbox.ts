import { ProblemError } from './http'
import { randomId } from './random-id'
import type { Message, Problem, SendMessage } from './wire'

/** How far the sending of a message is. A confirmed one is no longer here: it is among the chat's messages. */
export type Delivery =
  | { state: 'waiting' }
  | { state: 'sending' }
  /** Refused, or left without an answer (`problem` is null then); goes on when the person says so. */
  | { state: 'failed'; problem: Problem | null }

export interface PendingMessage extends SendMessage {
  created_at: string
  delivery: Delivery
}

interface Route {
  /** Whether frames reach the server now; their answers come back through `confirmed` and `rejected`. */
  live(): boolean
  push(message: SendMessage): void
  /** The way without a socket. */
  post(message: SendMessage): Promise<Message>
  posted(message: Message): void
  /** The server has refused the sender, or cannot store anything right now: the message goes on waiting. */
  obstructed(error: unknown): void
  changed(pending: readonly PendingMessage[]): void
}

/** Longer than the server takes to say that it cannot. */
const ANSWER_TIMEOUT_MS = 15_000

/** What was written and is not confirmed yet, in order. An id is never changed, so that a repeat is stored once. */
export class Outbox {
  readonly #route: Route
  readonly #deadlines = new Map<string, ReturnType<typeof setTimeout>>()
  #pending: readonly PendingMessage[] = []
  #posting = false

  constructor(route: Route) {
    this.#route = route
  }

  add(content: string): void {
    const item: PendingMessage = {
      content,
      client_message_id: randomId(),
      created_at: new Date().toISOString(),
      delivery: { state: 'waiting' },
    }
    this.#become([...this.#pending, item])
    this.flush()
  }

  retry(id: string): void {
    this.#deliver(id, { state: 'waiting' })
    this.flush()
  }

  remove(id: string): void {
    this.#forgetDeadline(id)
    if (this.#pending.some(item => item.client_message_id === id)) {
      this.#become(this.#pending.filter(item => item.client_message_id !== id))
    }
  }

  rejected(id: string, problem: Problem): void {
    if (isObstruction(problem)) {
      this.#deliver(id, { state: 'waiting' })
      this.#route.obstructed(new ProblemError(problem))
    } else this.#deliver(id, { state: 'failed', problem })
  }

  /** Nobody knows what became of the frames under way: they wait to be sent again. */
  connectionLost(): void {
    for (const { client_message_id, delivery } of this.#pending) {
      if (delivery.state === 'sending') this.#deliver(client_message_id, { state: 'waiting' })
    }
  }

  /** Sends what waits, over the socket, or by REST while there is none. */
  flush(): void {
    // What is being posted comes first, or the order would be lost.
    if (this.#posting) return
    if (!this.#route.live()) return void this.#post()
    for (const item of this.#waiting()) {
      const { content, client_message_id } = item
      this.#deliver(client_message_id, { state: 'sending' })
      const unanswered = () => this.#deliver(client_message_id, { state: 'failed', problem: null })
      this.#deadlines.set(client_message_id, setTimeout(unanswered, ANSWER_TIMEOUT_MS))
      this.#route.push({ content, client_message_id })
    }
  }

  close(): void {
    for (const id of this.#deadlines.keys()) this.#forgetDeadline(id)
    this.#pending = []
  }

  async #post(): Promise<void> {
    this.#posting = true
    try {
      for (let item = this.#waiting()[0]; item && !this.#route.live(); item = this.#waiting()[0]) {
        const { content, client_message_id } = item
        this.#deliver(client_message_id, { state: 'sending' })
        try {
          this.#route.posted(await this.#route.post({ content, client_message_id }))
        } catch (error) {
          const problem = error instanceof ProblemError ? error.problem : null
          if (!problem || isObstruction(problem)) {
            this.#deliver(client_message_id, { state: 'waiting' })
            return this.#route.obstructed(error)
          }
          this.#deliver(client_message_id, { state: 'failed', problem })
        }
      }
    } finally {
      this.#posting = false
    }
    if (this.#route.live()) this.flush()
  }

  #waiting(): readonly PendingMessage[] {
    return this.#pending.filter(({ delivery }) => delivery.state === 'waiting')
  }

  #deliver(id: string, delivery: Delivery): void {
    this.#forgetDeadline(id)
    this.#become(this.#pending.map(item => (item.client_message_id === id ? { ...item, delivery } : item)))
  }

  #forgetDeadline(id: string): void {
    clearTimeout(this.#deadlines.get(id))
    this.#deadlines.delete(id)
  }

  #become(pending: readonly PendingMessage[]): void {
    this.#pending = pending
    this.#route.changed(pending)
  }
}

/** Not about this message: another one would fare no better. */
function isObstruction({ status }: Problem): boolean {
  return status >= 500 || status === 401 || status === 403
}
