import { useEffect } from 'react'
import { unreadChats } from './inbox/inbox-pages'
import { useInbox, useInboxPushes } from './inbox/use-inbox'
import { texts } from './texts'

/** Names the page in the browser's tab, behind the number of unread chats, and returns that number. */
export function usePageTitle(title: string): string {
  useInboxPushes()
  const unread = unreadChats(useInbox(false).data)
  useEffect(() => {
    document.title = texts.documentTitle(unread, title)
  }, [unread, title])
  return unread
}
