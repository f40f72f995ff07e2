import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { lastSequence } from '../../client/conversation'
import type { AdminChat } from '../../client/wire'
import { fetchHistory, type HistoryPage } from '../admin-api'
import { useDashboard } from '../dashboard-context'

/** What happens without a push, an e-mail for example, shows after this long. */
const REFRESH_MS = 30_000
const SETTLE_MS = 300

/** What happened in a chat, newest first. A chat may be long: it is loaded page by page, on demand. */
export const historyOf = (chatId: string) =>
  infiniteQueryOptions({
    queryKey: ['history', chatId],
    queryFn: ({ pageParam }) => fetchHistory(chatId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: HistoryPage) => page.next,
    select: ({ pages }) => pages.flatMap(({ entries }) => entries),
  })

/** The history of a chat, fetched anew whenever a push says that something happened. */
export function useHistory({ id, archived }: AdminChat) {
  const { conversations } = useDashboard()
  const queries = useQueryClient()
  const client = conversations.of(id)
  const mark = useSyncExternalStore(client.observe, () => {
    const state = client.getState()
    return [lastSequence(state), state.userReadUpTo, state.adminViewedUpTo, archived].join()
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark stands for what the pushes changed
  useEffect(() => {
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: ['history', id] }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [mark, id, queries])

  return useInfiniteQuery({ ...historyOf(id), refetchInterval: REFRESH_MS })
}
