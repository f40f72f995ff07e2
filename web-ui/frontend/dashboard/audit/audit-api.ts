import { adminRequest, asAdmin } from '../../client/chat-api'
import { request } from '../../client/http'
import type { AuditEvent, Verification } from '../../client/wire'
import { nextPage } from '../admin-api'

/** Which events are wanted; what is empty selects nothing away. */
export interface Filters {
  type: string
  actor: string
  chat: string
  /** Instants, both included. */
  from: string
  to: string
}

export const noFilters: Filters = { type: '', actor: '', chat: '', from: '', to: '' }

export const isFiltered = (filters: Filters) => Object.values(filters).some(Boolean)

interface EventPage {
  events: AuditEvent[]
  /** The path of the page after this one; none after the last. */
  next: string | null
}

export type ExportFormat = 'csv' | 'jsonl'

/** Both read the whole log, and that is as long as it is. */
const LONG_MS = 30 * 60_000

const mediaTypes: Record<ExportFormat, string> = { csv: 'text/csv', jsonl: 'application/x-ndjson' }

/** The page at a path that an earlier one named, else the first one. */
export async function fetchEvents(filters: Filters, page: string | null): Promise<EventPage> {
  const response = await request(page ?? path(filters), asAdmin())
  return { events: await response.json(), next: nextPage(response.headers.get('Link')) }
}

export const fetchEventTypes = () => adminRequest<string[]>('/admin/events/types')

export async function exportEvents(filters: Filters, format: ExportFormat): Promise<Blob> {
  const response = await request(path(filters), asAdmin({ headers: { Accept: mediaTypes[format] } }), LONG_MS)
  return response.blob()
}

export async function verifyHistory(): Promise<Verification> {
  const response = await request('/admin/audit/verify', asAdmin(), LONG_MS)
  return response.json()
}

function path(filters: Filters): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString()
  return query ? `/admin/events?${query}` : '/admin/events'
}
