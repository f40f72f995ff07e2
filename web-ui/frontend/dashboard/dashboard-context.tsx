import { createContext, use, useSyncExternalStore } from 'react'
import type { Connection, StompTransport } from '../client/stomp-transport'
import type { Admin } from '../client/wire'
import type { Conversations } from './conversation/conversations'

/** What every part of the dashboard works with. */
export interface Dashboard {
  me: Admin
  transport: StompTransport
  conversations: Conversations
  /** Where to go when the session is over. */
  goToSignIn: () => void
}

export const DashboardContext = createContext<Dashboard | null>(null)

export function useDashboard(): Dashboard {
  const dashboard = use(DashboardContext)
  if (!dashboard) throw new Error('This component belongs inside the dashboard.')
  return dashboard
}

export function useConnection(): Connection {
  const { transport } = useDashboard()
  return useSyncExternalStore(
    listener => transport.onConnection(listener),
    () => transport.connection,
  )
}

/** What to poll with: pushes make it needless while they come. */
export function usePolling(): number | false {
  return useConnection().state === 'connected' ? false : POLL_MS
}

const POLL_MS = 5_000
