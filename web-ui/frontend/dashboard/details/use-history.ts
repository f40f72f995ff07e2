import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { lastSequence } from '../../client/conversation'
import type { AdminChat } from '../../client/wire'
import { fetchHistory } from '../admin-api'
import { useDashboard } from '../dashboard-context'

/** What happens without a push, an e-mail for example, shows after this long. */
const REFRESH_MS = 30_000
const SETTLE_MS = 300

/** All that happened in a chat, oldest first; fetched anew whenever a push says that something did. */
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

  return useQuery({
    queryKey: ['history', id],
    queryFn: () => fetchHistory(id),
    refetchInterval: REFRESH_MS,
  })
}
