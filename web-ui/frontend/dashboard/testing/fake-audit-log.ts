import { vi } from 'vitest'
import type { AuditEvent, Verification } from '../../client/wire'

interface Asked {
  accept: string
  query: URLSearchParams
}

/** The audit log of a server in memory; everything else is left to the `fetch` that was there before. */
export class FakeAuditLog {
  /** Newest first. */
  readonly events: AuditEvent[] = []
  readonly asked: Asked[] = []
  pageSize = 50
  verification: Verification | undefined
  /** The status that every call is refused with. */
  refusal: number | undefined

  constructor() {
    const others = globalThis.fetch
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      const { pathname, searchParams } = new URL(path, 'http://parley.test')
      const accept = new Headers(init.headers).get('Accept') ?? ''
      return this.#answer(pathname, { accept, query: searchParams }) ?? others(path, init)
    })
  }

  /** What happened next. */
  happened(type: string, event: Partial<AuditEvent> = {}): AuditEvent {
    const position = this.events.length + 1
    const stored: AuditEvent = {
      position,
      stream: `stream-${position}`,
      chat_id: null,
      sequence: 0,
      type,
      at: new Date(Date.now() - 60_000 + position).toISOString(),
      actor: { type: 'admin', id: 'mara', email: 'mara@northwind.test', name: 'Mara Keller' },
      summary: `${type} happened`,
      details: {},
      metadata: { event_id: `id-${position}`, revision: 1, correlation_id: null, causation_id: null },
      hash: `hash-${position}`,
      ...event,
    }
    this.events.unshift(stored)
    return stored
  }

  #answer(path: string, asked: Asked): Response | undefined {
    if (!/^\/admin\/(events|audit)\b/.test(path)) return undefined
    if (this.refusal) return refused(this.refusal)
    if (path === '/admin/events/types') return json([...new Set(this.events.map(({ type }) => type))].sort())
    if (path === '/admin/audit/verify') return this.verification ? json(this.verification) : refused(404)
    this.asked.push(asked)
    const found = this.#selected(asked.query)
    if (asked.accept !== 'application/json') return new Response(found.map(({ type }) => type).join('\n'))
    const page = found.slice(0, this.pageSize)
    const more = found.length > page.length
    const link = `</admin/events?cursor=${page.at(-1)?.position}>; rel="next"`
    return json(page, 200, more ? { Link: link } : {})
  }

  #selected(query: URLSearchParams): AuditEvent[] {
    const type = query.get('type')
    const actor = query.get('actor')
    const chat = query.get('chat')
    const from = query.get('from') ?? ''
    const before = Number(query.get('cursor') ?? Number.POSITIVE_INFINITY)
    return this.events.filter(
      event =>
        (type === null || type === event.type) &&
        (actor === null || actor === event.actor.email) &&
        (chat === null || chat === event.chat_id) &&
        event.at >= from &&
        event.position < before,
    )
  }
}

function refused(status: number): Response {
  return json({ type: 'about:blank', title: 'A problem', status, detail: 'There is nothing here.' }, status)
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}
