import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AdminPush, ParkedChat, ReadModel } from '../../client/wire'
import { useDashboard } from '../dashboard-context'
import { fetchLastProof, fetchParkedChats, fetchReadModels } from './read-models-api'

/** Pushes tell of rebuilds alone; how far the others are has to be asked. */
const POLL_MS = 3_000
const SLOW_POLL_MS = 10_000

const modelsKey = ['read-models']
export const parkedKey = (name: string) => ['read-models', name, 'parked']
export const proofKey = (name: string) => ['read-models', name, 'proof']

/** All read models, kept up to date by pushes and by asking now and then. */
export function useReadModels() {
  const { transport } = useDashboard()
  const queries = useQueryClient()
  useEffect(
    () =>
      transport.subscribe<AdminPush>('/topic/admin_support_notifications', {
        onMessage: push => {
          if (push.type !== 'read_model') return
          const { type: _, ...model } = push
          queries.setQueryData<ReadModel[]>(modelsKey, models =>
            models?.map(known => (known.name === model.name ? model : known)),
          )
          // With the new rows come what was parked on the way, and their proof.
          if (model.state === 'live')
            void queries.invalidateQueries({ queryKey: ['read-models', model.name] })
        },
      }),
    [transport, queries],
  )
  return useQuery({ queryKey: modelsKey, queryFn: fetchReadModels, refetchInterval: POLL_MS })
}

/** What each of these read models has parked, as far as that is known. */
export function useParkedChats(names: string[]): Map<string, ParkedChat[]> {
  const parked = useQueries({
    queries: names.map(name => ({
      queryKey: parkedKey(name),
      queryFn: () => fetchParkedChats(name),
      refetchInterval: SLOW_POLL_MS,
    })),
  })
  return new Map(
    names.flatMap((name, index) => {
      const chats = parked[index]?.data
      return chats ? [[name, chats]] : []
    }),
  )
}

export function useLastProof(name: string) {
  return useQuery({
    queryKey: proofKey(name),
    queryFn: () => fetchLastProof(name),
    refetchInterval: SLOW_POLL_MS,
  })
}
