import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type Filters, fetchEvents, fetchEventTypes } from './audit-api'

/** The events of a selection, newest first, page by page. */
export function useAuditLog(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) => fetchEvents(filters, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
}

/** The names of all events there can be; they only change with the server's version. */
export function useEventTypes(): string[] {
  const types = useQuery({
    queryKey: ['event-types'],
    queryFn: fetchEventTypes,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return types.data ?? []
}
