import { vi } from 'vitest'
import type { Frame } from '../../client/stomp'
import { FakeSocket } from '../../client/testing/fake-server'
import type { Admin, AdminChat, ChatListItem, HistoryEntry, Message, Problem } from '../../client/wire'
import { FakeReadModels } from './fake-read-models'

const mara: Admin = {
  id: '00000000-0000-4000-8000-00000000000a',
  email: 'mara@northwind.test',
  name: 'Mara Keller',
}

type StoredChat = Omit<AdminChat, 'has_more' | 'unread_count'> & {
  history: HistoryEntry[]
  /** How the chat stood after each change. */
  past: { at: string; chat: Omit<AdminChat, 'has_more' | 'unread_count'> }[]
}

interface NewChat {
  user?: string | null
  email?: string | null
  archived?: boolean
  viewedUpTo?: number
}

/** A Parley server in memory as an admin meets it, behind `fetch` and `WebSocket`. */
export class FakeAdminServer {
  readonly chats: StoredChat[] = []
  readonly sockets: FakeSocket[] = []
  readonly requests: string[] = []
  readonly readModels = new FakeReadModels()
  reachable = true
  acceptsSockets = true
  signedIn = true
  pageSize = 50
  /** How many events of a chat it gives at once. */
  historyPageSize = 200
  /** Whether erasures are complete. */
  certifies = false
  /** What the requests and messages that it names are refused with. */
  refusal: (what: string) => Problem | null = () => null
  readonly #frames: Frame[] = []
  #clock = Date.now() - 3_600_000

  constructor() {
    const server = this
    vi.stubGlobal('fetch', (path: string, init?: RequestInit) => this.#fetch(path, init ?? {}))
    vi.stubGlobal(
      'WebSocket',
      class extends FakeSocket {
        constructor(url: string) {
          super(url, server)
        }
      },
    )
  }

  /** A chat with these messages of its user. */
  chat(contents: string[], { user = 'Lena Okafor', email = null, ...rest }: NewChat = {}): StoredChat {
    const chat: StoredChat = {
      id: crypto.randomUUID(),
      user_id: `usr_${this.chats.length + 1}`,
      user_name: user,
      user_email: email,
      archived: rest.archived ?? false,
      created_at: this.#now(),
      erased_at: null,
      messages: [],
      user_read_up_to: 0,
      admin_viewed_up_to: rest.viewedUpTo ?? contents.length,
      history: [],
      past: [],
    }
    this.chats.push(chat)
    for (const content of contents) this.#store(chat, content, 'user')
    return chat
  }

  /** The user writes, and everybody is told. */
  userSays(chat: StoredChat, content: string): Message {
    chat.archived = false
    return this.#tell(chat, this.#store(chat, content, 'user'))
  }

  /** The user has seen all there is. */
  userReads(chat: StoredChat): void {
    chat.user_read_up_to = chat.messages.length
    const read_at = this.#now()
    this.#happened(chat, { type: 'MessagesRead', at: read_at, summary: 'Messages read' }, 'user')
    this.push(`/topic/support_chat.${chat.id}`, {
      type: 'messages_read',
      reader: 'user',
      up_to_sequence: chat.user_read_up_to,
      read_at,
    })
  }

  /** Some admin forgets the person. */
  erases(chat: StoredChat): void {
    Object.assign(chat, { user_id: null, user_name: null, user_email: null, archived: true })
    chat.erased_at = this.#now()
    chat.messages = chat.messages.map(message => ({
      ...message,
      content: null,
      sender_name: null,
      erased: true as const,
    }))
    chat.history = [
      {
        sequence: 0,
        type: 'ChatErased',
        at: chat.erased_at,
        actor: { type: 'admin', id: mara.id, email: mara.email },
        summary: 'Person erased',
        details: {},
        hash: '',
      },
    ]
    this.#changed(chat)
  }

  push(destination: string, body: unknown): void {
    for (const socket of this.sockets) socket.deliver(destination, body)
  }

  disconnect(): void {
    for (const socket of this.sockets.splice(0)) socket.onclose?.()
  }

  /** The bodies sent by STOMP to one kind of destination. */
  sent(action: string): unknown[] {
    return this.#frames
      .filter(({ headers }) => headers.destination?.endsWith(`.${action}`))
      .map(({ body }) => JSON.parse(body))
  }

  handle(socket: FakeSocket, frame: Frame): void {
    this.#frames.push(frame)
    const { command, headers, body } = frame
    if (command === 'CONNECT') socket.answer('CONNECTED', { version: '1.2' })
    if (command === 'SUBSCRIBE') {
      socket.subscriptions.set(headers.id ?? '', headers.destination ?? '')
      if (headers.receipt) socket.answer('RECEIPT', { 'receipt-id': headers.receipt })
    }
    if (command === 'UNSUBSCRIBE') socket.subscriptions.delete(headers.id ?? '')
    if (command === 'SEND') this.#act(socket, headers.destination ?? '', JSON.parse(body))
  }

  #act(socket: FakeSocket, destination: string, body: Record<string, never>) {
    const [, id, action] = /support_chat\.(.+)\.(\w+)$/.exec(destination) ?? []
    const chat = this.chats.find(other => other.id === id)
    if (chat && action === 'viewed') this.#viewed(chat, body.up_to_sequence ?? chat.messages.length)
    if (chat && action === 'send_message') {
      const { content = '', client_message_id = '' } = body
      const problem = this.refusal(content)
      const message = problem
        ? null
        : this.#tell(chat, this.#store(chat, content, 'admin', client_message_id))
      socket.deliver(
        '/user/queue/replies',
        problem
          ? { type: 'message_rejected', client_message_id, problem }
          : { type: 'message_accepted', client_message_id, message },
      )
    }
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(path, 'http://parley.test')
    const method = init.method ?? 'GET'
    this.requests.push(`${method} ${pathname}`)
    if (!this.reachable) throw new TypeError('Failed to fetch')
    const problem = this.signedIn ? this.refusal(`${method} ${pathname}`) : refused(401)
    if (problem) return answer(problem, problem.status)
    if (pathname === '/logout') return new Response('<!doctype html>')
    if (pathname === '/admin/me') return answer(mara)
    if (pathname.startsWith('/admin/read_models')) return this.readModels.answer(method, pathname)
    if (pathname === '/admin/events') return this.#history(searchParams)
    const [, , , id, action] = pathname.split('/')
    if (!id) return this.#list(searchParams)
    const chat = this.chats.find(other => other.id === id)
    if (!chat) return answer(refused(404), 404)
    return this.#chat(chat, action, searchParams, init.body ? JSON.parse(String(init.body)) : {})
  }

  #list(query: URLSearchParams): Response {
    const archived = query.get('archived') === 'true'
    const from = Number(query.get('cursor') ?? 0)
    const found = this.chats
      .filter(chat => chat.archived === archived && matches(chat, query.get('q') ?? ''))
      .map(listItem)
      .sort((one, other) => Date.parse(other.last_message_at) - Date.parse(one.last_message_at))
    const next = from + this.pageSize
    const link = `</admin/chats?archived=${archived}&cursor=${next}>; rel="next"`
    return answer(found.slice(from, next), 200, next < found.length ? { Link: link } : {})
  }

  /** Newest first; the position of an event is its place in its chat. */
  #history(query: URLSearchParams): Response {
    const chat = query.get('chat')
    const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
    const found = (this.chats.find(({ id }) => id === chat)?.history ?? [])
      .filter(({ sequence }) => sequence < before)
      .reverse()
    const page = found.slice(0, this.historyPageSize)
    const link = `</admin/events?chat=${chat}&before=${page.at(-1)?.sequence}>; rel="next"`
    return answer(page, 200, page.length < found.length ? { Link: link } : {})
  }

  #chat(
    chat: StoredChat,
    action: string | undefined,
    query: URLSearchParams,
    body: Partial<Message> & { confirm?: string },
  ): Response {
    switch (action) {
      case 'erase':
        if (body.confirm !== chat.id && body.confirm !== chat.user_email) {
          return answer(refused(422, 'This is another person.'), 422)
        }
        this.erases(chat)
        return answer({ certificate: `/admin/chats/${chat.id}/erasure_certificate` }, 202)
      case 'erasure_certificate':
        return this.certifies ? answer({ chat_id: chat.id }) : answer(refused(404), 404)
      case 'archive':
      case 'unarchive':
        chat.archived = action === 'archive'
        this.#happened(
          chat,
          chat.archived
            ? { type: 'ChatArchived', at: this.#now(), summary: 'Chat archived' }
            : { type: 'ChatRestored', at: this.#now(), summary: 'Chat restored' },
          'admin',
        )
        this.#changed(chat)
        return new Response(null, { status: 204 })
      case 'messages':
        return answer(
          this.#tell(chat, this.#store(chat, body.content ?? '', 'admin', body.client_message_id)),
          201,
        )
      default:
        return this.#page(chat, query)
    }
  }

  #page(chat: StoredChat, query: URLSearchParams): Response {
    const at = query.get('at')
    if (at === null) return answer(pageOf(chat, query))
    if (Number.isNaN(Date.parse(at))) return answer(refused(400), 400)
    const then = chat.past.findLast(known => Date.parse(known.at) <= Date.parse(at))
    return then ? answer(pageOf(then.chat, query)) : answer(refused(404), 404)
  }

  #happened(
    chat: StoredChat,
    event: Pick<HistoryEntry, 'type' | 'at' | 'summary'>,
    by: 'user' | 'admin',
    details: Record<string, unknown> = {},
  ) {
    chat.history.push({
      ...event,
      sequence: chat.history.length,
      actor: { type: by, id: chat.id, email: by === 'admin' ? mara.email : chat.user_email },
      details,
      hash: '',
    })
    const { history: _history, past: _past, ...now } = chat
    chat.past.push({ at: event.at, chat: structuredClone(now) })
  }

  #store(
    chat: StoredChat,
    content: string,
    sender: 'user' | 'admin',
    id: string = crypto.randomUUID(),
  ): Message {
    const known = chat.messages.find(({ client_message_id }) => client_message_id === id)
    if (known) return known
    const message: Message = {
      id: crypto.randomUUID(),
      sequence: chat.messages.length + 1,
      content,
      sender_type: sender,
      sender_name: sender === 'admin' ? mara.name : chat.user_name,
      read_at: null,
      created_at: this.#now(),
      client_message_id: id,
    }
    chat.messages.push(message)
    const summary = sender === 'admin' ? 'Message sent' : 'Message received'
    this.#happened(chat, { type: 'MessageSent', at: message.created_at, summary }, sender, {
      sequence: message.sequence,
    })
    return message
  }

  #tell(chat: StoredChat, message: Message): Message {
    this.push(`/topic/support_chat.${chat.id}`, { type: 'new_message', message })
    this.#changed(chat)
    return message
  }

  #viewed(chat: StoredChat, upTo: number) {
    chat.admin_viewed_up_to = Math.max(chat.admin_viewed_up_to, upTo)
    const read_at = this.#now()
    this.#happened(chat, { type: 'ChatViewed', at: read_at, summary: 'Chat viewed' }, 'admin')
    this.push(`/topic/support_chat.${chat.id}`, {
      type: 'messages_read',
      reader: 'admin',
      up_to_sequence: upTo,
      read_at,
    })
    this.#changed(chat)
  }

  #changed(chat: StoredChat) {
    this.push('/topic/admin_support_notifications', { type: 'chat_updated', chat: listItem(chat) })
  }

  /** Later at each call, so that the order of activity is clear. */
  #now(): string {
    this.#clock += 1000
    return new Date(this.#clock).toISOString()
  }
}

export function refused(status: number, detail = 'A problem'): Problem {
  return { type: 'https://parley.chat/problems/test', title: 'A problem', status, detail }
}

function matches(chat: StoredChat, q: string): boolean {
  return chat.messages.some(({ content }) => (content ?? '').toLowerCase().includes(q.toLowerCase()))
}

function pageOf(chat: Omit<AdminChat, 'has_more' | 'unread_count'>, query: URLSearchParams): AdminChat {
  const after = Number(query.get('after') ?? 0)
  const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY)
  const limit = Number(query.get('limit') ?? 100)
  const wanted = chat.messages.filter(({ sequence }) => sequence > after && sequence < before)
  const messages = query.has('after') ? wanted : wanted.slice(-limit)
  return {
    ...chat,
    messages,
    has_more: messages.length < wanted.length,
    unread_count: unviewed(chat).length,
  }
}

function unviewed({ messages, admin_viewed_up_to }: Pick<AdminChat, 'messages' | 'admin_viewed_up_to'>) {
  return messages.filter(
    ({ sender_type, sequence }) => sender_type === 'user' && sequence > admin_viewed_up_to,
  )
}

function listItem(chat: StoredChat): ChatListItem {
  const { messages } = chat
  const last = messages.at(-1)
  if (!last) throw new Error('A chat without a message is in no list.')
  const unread = unviewed(chat)
  return {
    id: chat.id,
    user_id: chat.user_id,
    user_email: chat.user_email,
    user_name: chat.user_name,
    archived: chat.archived,
    ...(chat.erased_at ? { erased: true as const } : {}),
    last_message_at: last.created_at,
    last_message_preview: last.content,
    last_message_sender: last.sender_type,
    message_count: messages.length,
    unread: unread.length > 0,
    unread_count: unread.length,
  }
}

function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}
