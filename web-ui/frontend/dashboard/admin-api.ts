import { adminRequest, asAdmin } from '../client/chat-api'
import { request, withJson } from '../client/http'
import type { Admin, AdminChat, ChatListItem, HistoryEntry } from '../client/wire'

export interface ChatPage {
  chats: ChatListItem[]
  /** The path of the page after this one; none after the last. */
  next: string | null
}

export interface HistoryPage {
  /** Newest first. */
  entries: HistoryEntry[]
  /** The path of the page after this one; none after the last. */
  next: string | null
}

/** The most that the server gives at once. */
const HISTORY_PAGE = '200'

const chatPath = (id: string) => `/admin/chats/${encodeURIComponent(id)}`

export const fetchMe = () => adminRequest<Admin>('/admin/me')

/** The chat itself; its messages are the chat client's business. */
export const fetchChat = (id: string) => adminRequest<AdminChat>(`${chatPath(id)}?limit=1`)

/** The chat as it stood at an instant: its newest messages then, or those before a sequence. */
export const fetchChatAt = (id: string, at: string, before: number | null) =>
  adminRequest<AdminChat>(
    `${chatPath(id)}?${new URLSearchParams({ at, ...(before !== null && { before: String(before) }) })}`,
  )

/** What happened in a chat: the page at a path that an earlier one named, else the newest one. */
export async function fetchHistory(id: string, page: string | null): Promise<HistoryPage> {
  const newest = `/admin/events?${new URLSearchParams({ chat: id, limit: HISTORY_PAGE })}`
  const response = await request(page ?? newest, asAdmin())
  return { entries: await response.json(), next: nextPage(response.headers.get('Link')) }
}

export const archive = (id: string) => adminRequest<void>(`${chatPath(id)}/archive`, { method: 'POST' })

export const restore = (id: string) => adminRequest<void>(`${chatPath(id)}/unarchive`, { method: 'POST' })

/** `confirm` is the chat's id or the user's e-mail address. */
export const erase = (id: string, confirm: string) =>
  adminRequest<{ certificate: string }>(`${chatPath(id)}/erase`, withJson('POST', { confirm }))

export const certificatePath = (id: string) => `${chatPath(id)}/erasure_certificate`

/** The page at a path that an earlier one named, else the first one. */
export async function fetchChats(archived: boolean, q: string, page: string | null): Promise<ChatPage> {
  const search = new URLSearchParams({ archived: String(archived), ...(q && { q }) })
  const response = await request(page ?? `/admin/chats?${search}`, asAdmin())
  return { chats: await response.json(), next: nextPage(response.headers.get('Link')) }
}

/** The target of `rel="next"` in a Link header (RFC 8288), as a path of this server. */
export function nextPage(link: string | null): string | null {
  const target = link?.match(/<([^>]*)>[^,]*;\s*rel="?next"?/)?.[1]
  if (!target) return null
  const url = new URL(target, window.location.href)
  return url.pathname + url.search
}

/** Ends the session. The answer is the sign-in page, which the caller goes to anyway. */
export const signOut = () => request('/logout', asAdmin({ method: 'POST', headers: { Accept: 'text/html' } }))
