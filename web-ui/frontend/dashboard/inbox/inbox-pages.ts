import type { InfiniteData } from '@tanstack/react-query'
import type { ChatListItem } from '../../client/wire'
import type { ChatPage } from '../admin-api'

export type InboxPages = InfiniteData<ChatPage, unknown>

/**
 * Puts a changed chat where it belongs now: newest activity first, and only in the list whose tab it is in.
 * One that belongs behind the last loaded page is left to that page's loading.
 */
export function withChat(inbox: InboxPages, archived: boolean, chat: ChatListItem): InboxPages {
  const pages = inbox.pages.map(page => ({
    ...page,
    chats: page.chats.filter(other => other.id !== chat.id),
  }))
  if (chat.archived === archived) place(pages, chat)
  return { ...inbox, pages }
}

function place(pages: ChatPage[], chat: ChatListItem) {
  const arrived = Date.parse(chat.last_message_at)
  for (const page of pages) {
    const index = page.chats.findIndex(other => Date.parse(other.last_message_at) <= arrived)
    if (index >= 0) {
      page.chats.splice(index, 0, chat)
      return
    }
  }
  const last = pages.at(-1)
  if (last && last.next === null) last.chats.push(chat)
}

/** All loaded chats; a page that shifted while paging may tell one twice. */
export function chatsOf(inbox: InboxPages | undefined): ChatListItem[] {
  const seen = new Map<string, ChatListItem>()
  for (const page of inbox?.pages ?? []) {
    for (const chat of page.chats) if (!seen.has(chat.id)) seen.set(chat.id, chat)
  }
  return [...seen.values()]
}

/** How many chats wait for an admin, as far as is known: "3", or "3+" while there are more pages. */
export function unreadChats(inbox: InboxPages | undefined): string {
  const unread = chatsOf(inbox).filter(chat => chat.unread).length
  if (unread === 0) return ''
  return inbox?.pages.at(-1)?.next ? `${unread}+` : String(unread)
}
