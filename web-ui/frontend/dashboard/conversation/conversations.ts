import { adminChatApi } from '../../client/chat-api'
import { ChatClient } from '../../client/chat-client'
import type { StompTransport } from '../../client/stomp-transport'
import type { Problem } from '../../client/wire'

/** Each costs two of the 200 subscriptions that a socket may have. */
const KEPT = 10

/** The conversations of this visit: those seen last stay live, so that coming back shows them at once. */
export class Conversations {
  readonly #transport: StompTransport
  readonly #onRefusal: (problem: Problem) => void
  readonly #clients = new Map<string, ChatClient>()
  readonly #drafts = new Map<string, string>()

  constructor(transport: StompTransport, onRefusal: (problem: Problem) => void) {
    this.#transport = transport
    this.#onRefusal = onRefusal
  }

  of(chatId: string): ChatClient {
    const client = this.#clients.get(chatId) ?? this.#start(chatId)
    this.#clients.delete(chatId)
    this.#clients.set(chatId, client)
    return client
  }

  #start(chatId: string): ChatClient {
    this.#stopOldest()
    const client = new ChatClient(adminChatApi(chatId), this.#transport, { refusal: this.#onRefusal })
    client.start()
    return client
  }

  /** One with a reply that is still on its way goes on, however long ago it was seen. */
  #stopOldest() {
    for (const [chatId, client] of this.#clients) {
      if (this.#clients.size < KEPT) return
      if (client.getState().pending.length > 0) continue
      client.stop()
      this.#clients.delete(chatId)
    }
  }

  /** After an erasure: what is known here is dropped, and the next visit loads what is left. */
  forget(chatId: string): void {
    this.#clients.get(chatId)?.stop()
    this.#clients.delete(chatId)
    this.#drafts.delete(chatId)
  }

  draft(chatId: string): string {
    return this.#drafts.get(chatId) ?? ''
  }

  keepDraft(chatId: string, draft: string): void {
    if (draft === '') this.#drafts.delete(chatId)
    else this.#drafts.set(chatId, draft)
  }
}
