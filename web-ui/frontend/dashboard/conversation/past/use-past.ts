import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { AdminChat } from '../../../client/wire'
import { fetchChatAt } from '../../admin-api'

export interface Past {
  /** The chat as it stood, with those of its messages that are loaded; null while there is none to show. */
  chat: AdminChat | null
  error: Error | null
  retry: () => void
  /** Loads older messages; null while that is under way, or if there are none. */
  loadOlder: (() => void) | null
  olderFailed: boolean
}

/** A chat at a moment. Until the next moment is there the one before stays in sight. */
export function usePast(chatId: string, at: string | null): Past {
  const query = useInfiniteQuery({
    queryKey: ['past', chatId, at],
    queryFn: ({ pageParam }) => fetchChatAt(chatId, at ?? '', pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: page => (page.has_more ? page.messages[0]?.sequence : undefined),
    enabled: at !== null,
    placeholderData: keepPreviousData,
  })
  const pages = at === null ? [] : (query.data?.pages ?? [])
  const newest = pages[0]
  return {
    chat: newest ? { ...newest, messages: pages.toReversed().flatMap(({ messages }) => messages) } : null,
    error: query.error,
    retry: () => void query.refetch(),
    loadOlder: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : null,
    olderFailed: query.isFetchNextPageError,
  }
}
