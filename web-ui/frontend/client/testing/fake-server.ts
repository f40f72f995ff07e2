import { vi } from 'vitest'
import { decode, encode, type Frame } from '../stomp'
import type { Message, Problem, SenderType, SendMessage } from '../wire'

const CHAT_ID = '7b0c2f0e-5b1f-4f35-9d0e-1f1c51f6a001'

/** A Parley server in memory, behind `fetch` and `WebSocket`, with switches for everything that can go wrong. */
export class FakeServer {
  messages: Message[] = []
  userReadUpTo = 0
  adminViewedUpTo = 0
  /** Off, and every request and connection fails. */
  reachable = true
  /** Off, and only the sockets fail. */
  acceptsSockets = true
  /** Off, and a SEND is neither stored nor answered. */
  answersSends = true
  /** What every REST call is refused with. */
  refusal: Problem | null = null
  /** What a message is rejected with. */
  rejection: (content: string) => Problem | null = () => null
  pageSize = 100
  readonly requests: string[] = []
  readonly tokens: string[] = []
  readonly frames: Frame[] = []
  readonly sockets: FakeSocket[] = []

  constructor() {
    const server = this
    vi.stubGlobal('fetch', (url: string, init?: RequestInit) => this.#fetch(new URL(url), init ?? {}))
    vi.stubGlobal(
      'WebSocket',
      class extends FakeSocket {
        constructor(url: string) {
          super(url, server)
        }
      },
    )
  }

  /** Stores a message and pushes it to everybody. */
  say(content: string, from: SenderType = 'admin', clientMessageId: string = crypto.randomUUID()): Message {
    const message = this.store(content, from, clientMessageId)
    this.push({ type: 'new_message', message })
    return message
  }

  /** Stores a message that no push tells of. */
  store(content: string, from: SenderType = 'admin', clientMessageId: string = crypto.randomUUID()): Message {
    const known = this.messages.find(({ client_message_id }) => client_message_id === clientMessageId)
    if (known) return known
    const message: Message = {
      id: crypto.randomUUID(),
      sequence: this.messages.length + 1,
      content,
      sender_type: from,
      sender_name: from === 'admin' ? 'Mara Keller' : 'Ada',
      read_at: null,
      created_at: new Date().toISOString(),
      client_message_id: clientMessageId,
    }
    this.messages.push(message)
    return message
  }

  push(body: unknown): void {
    for (const socket of this.sockets) socket.deliver(`/topic/support_chat.${CHAT_ID}`, body)
  }

  /** Every open connection breaks. */
  disconnect(): void {
    for (const socket of this.sockets.splice(0)) socket.onclose?.()
  }

  /** The bodies of the frames sent to one kind of destination. */
  sent(action: string): unknown[] {
    return this.frames
      .filter(({ headers }) => headers.destination === `/app/support_chat.${CHAT_ID}.${action}`)
      .map(({ body }) => JSON.parse(body))
  }

  handle(socket: FakeSocket, frame: Frame): void {
    this.frames.push(frame)
    const { command, headers } = frame
    if (command === 'CONNECT') {
      socket.answer('CONNECTED', { version: '1.2', 'heart-beat': '10000,10000' })
    } else if (command === 'SUBSCRIBE') {
      socket.subscriptions.set(headers.id ?? '', headers.destination ?? '')
      if (headers.receipt) socket.answer('RECEIPT', { 'receipt-id': headers.receipt })
    } else if (command === 'UNSUBSCRIBE') {
      socket.subscriptions.delete(headers.id ?? '')
    } else if (headers.destination?.endsWith('.send_message') && this.answersSends) {
      const { content, client_message_id } = JSON.parse(frame.body) as SendMessage
      const problem = this.rejection(content)
      socket.deliver(
        '/user/queue/replies',
        problem
          ? { type: 'message_rejected', client_message_id, problem }
          : {
              type: 'message_accepted',
              client_message_id,
              message: this.say(content, 'user', client_message_id),
            },
      )
    }
  }

  async #fetch({ pathname, searchParams }: URL, init: RequestInit): Promise<Response> {
    const method = init.method ?? 'GET'
    this.requests.push(`${method} ${pathname}${searchParams.size ? `?${searchParams}` : ''}`)
    this.tokens.push(new Headers(init.headers).get('Authorization') ?? '')
    if (!this.reachable) throw new TypeError('Failed to fetch')
    if (this.refusal) return answer(this.refusal, this.refusal.status)
    const body = init.body ? JSON.parse(String(init.body)) : {}
    if (pathname.endsWith('/messages')) {
      const problem = this.rejection(body.content)
      if (problem) return answer(problem, problem.status)
      return answer(this.store(body.content, 'user', body.client_message_id), 201)
    }
    if (pathname.endsWith('/mark_read')) {
      this.userReadUpTo = body.up_to_sequence
      return answer({ read_at: new Date().toISOString(), marked: 1 })
    }
    return answer(this.#page(searchParams))
  }

  #page(query: URLSearchParams): unknown {
    const after = Number(query.get('after') ?? Number.NaN)
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
    const candidates = this.messages.filter(({ sequence }) =>
      Number.isNaN(after) ? sequence < before : sequence > after,
    )
    const page = Number.isNaN(after) ? candidates.slice(-this.pageSize) : candidates.slice(0, this.pageSize)
    return {
      id: CHAT_ID,
      messages: page,
      has_more: candidates.length > page.length,
      unread_count: 0,
      user_read_up_to: this.userReadUpTo,
      admin_viewed_up_to: this.adminViewedUpTo,
    }
  }
}

export function problem(status: number): Problem {
  return { type: 'https://parley.chat/problems/test', title: 'A problem', status }
}

function answer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

/** What a socket needs of the server behind it. */
interface SocketHost {
  readonly reachable: boolean
  readonly acceptsSockets: boolean
  readonly sockets: FakeSocket[]
  handle(socket: FakeSocket, frame: Frame): void
}

export class FakeSocket {
  readonly url: string
  readonly subscriptions = new Map<string, string>()
  readonly #server: SocketHost
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null

  constructor(url: string, server: SocketHost) {
    this.url = url
    this.#server = server
    queueMicrotask(() => {
      if (!server.reachable || !server.acceptsSockets) return this.onclose?.()
      server.sockets.push(this)
      this.onopen?.()
    })
  }

  send(data: string): void {
    for (const frame of decode(data)) queueMicrotask(() => this.#server.handle(this, frame))
  }

  close(): void {
    const at = this.#server.sockets.indexOf(this)
    if (at >= 0) this.#server.sockets.splice(at, 1)
  }

  answer(command: string, headers: Record<string, string>, body = ''): void {
    this.onmessage?.({ data: encode({ command, headers, body }) })
  }

  deliver(destination: string, body: unknown): void {
    for (const [subscription, at] of this.subscriptions) {
      if (at === destination) this.answer('MESSAGE', { subscription, destination }, JSON.stringify(body))
    }
  }
}
