import { type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AdminChat, AdminPush, ChatListItem } from '../../client/wire'
import { fetchChats } from '../admin-api'
import { useDashboard, usePolling } from '../dashboard-context'
import { forgetPerson } from '../details/forget-person'
import { type InboxPages, withChat } from './inbox-pages'

const SETTLE_MS = 500

type InboxKey = readonly ['inbox', { archived: boolean; q: string }]
const inboxKey = (archived: boolean, q: string): InboxKey => ['inbox', { archived, q }]

/** One tab of the inbox, or what a search finds in it, page by page. */
export function useInbox(archived: boolean, q = '') {
  return useInfiniteQuery({
    queryKey: inboxKey(archived, q),
    queryFn: ({ pageParam }) => fetchChats(archived, q, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    refetchInterval: usePolling(),
  })
}

/** Keeps all that is loaded about chats at what the admins' topic tells. */
export function useInboxPushes() {
  const { transport, conversations } = useDashboard()
  const queries = useQueryClient()
  useEffect(() => {
    const outdated = new Set<string>()
    let settling: ReturnType<typeof setTimeout> | undefined
    const refetchOutdated = () => {
      settling = undefined
      const hashes = new Set(outdated)
      outdated.clear()
      void queries.invalidateQueries({ predicate: query => hashes.has(query.queryHash) })
    }
    const unsubscribe = transport.subscribe<AdminPush>('/topic/admin_support_notifications', {
      onMessage: push => {
        if (push.type !== 'chat_updated') return
        if (push.chat.erased) forgetPerson(queries, conversations, push.chat.id)
        for (const hash of takeIn(queries, push.chat)) outdated.add(hash)
        if (outdated.size > 0) settling ??= setTimeout(refetchOutdated, SETTLE_MS)
      },
      onReady: () => {
        void queries.invalidateQueries({ queryKey: ['inbox'] })
        void queries.invalidateQueries({ queryKey: ['chat'] })
      },
    })
    return () => {
      unsubscribe()
      clearTimeout(settling)
    }
  }, [transport, conversations, queries])
}

/**
 * Puts a changed chat into what is loaded. Returns those lists that only the server can bring up to date:
 * what a search finds, and a list whose answer, older than this push, is still under way.
 */
function takeIn(queries: QueryClient, chat: ChatListItem): string[] {
  const { id, user_id, user_name, user_email, archived } = chat
  queries.setQueryData<AdminChat>(
    ['chat', id],
    known => known && { ...known, user_id, user_name, user_email, archived },
  )
  const outdated: string[] = []
  for (const query of queries.getQueryCache().findAll({ queryKey: ['inbox'] })) {
    const [, { archived: isArchive, q }] = query.queryKey as InboxKey
    if (q !== '' || query.state.fetchStatus === 'fetching') outdated.push(query.queryHash)
    if (q === '') {
      queries.setQueryData<InboxPages>(query.queryKey, inbox => inbox && withChat(inbox, isArchive, chat))
    }
  }
  return outdated
}
