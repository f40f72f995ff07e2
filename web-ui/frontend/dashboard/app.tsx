import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { StompTransport } from '../client/stomp-transport'
import type { Admin } from '../client/wire'
import { fetchMe } from './admin-api'
import { AuditPage } from './audit/audit-page'
import { Conversations } from './conversation/conversations'
import { type Dashboard, DashboardContext } from './dashboard-context'
import { sentenceOf } from './failures'
import { auditPath, listPath, readModelsPath } from './places'
import { ReadModelsPage } from './read-models/read-models-page'
import { Notice } from './ui/notice'
import { Workspace } from './workspace'

/** An open visible dashboard is use of the session: it must not end while somebody only reads. */
const KEEP_ALIVE_MS = 4 * 60_000

interface AppProps {
  goToSignIn: () => void
}

export function App({ goToSignIn }: AppProps) {
  const me = useQuery({ queryKey: ['me'], queryFn: fetchMe, refetchInterval: KEEP_ALIVE_MS })
  if (me.data) return <SignedIn me={me.data} goToSignIn={goToSignIn} />
  if (me.isError) return <Notice onRetry={me.refetch}>{sentenceOf(me.error)}</Notice>
  return null
}

function SignedIn({ me, goToSignIn }: AppProps & { me: Admin }) {
  const [{ transport, conversations }] = useState(() => connect(goToSignIn))
  const queries = useQueryClient()

  useEffect(() => {
    // A refused handshake looks like any lost connection: a request tells whether the session is over.
    const undo = transport.onConnection(({ state }) => {
      if (state === 'reconnecting') void queries.invalidateQueries({ queryKey: ['me'] })
    })
    transport.start()
    return () => {
      undo()
      transport.stop()
    }
  }, [transport, queries])

  const dashboard: Dashboard = { me, transport, conversations, goToSignIn }
  return (
    <DashboardContext value={dashboard}>
      <Switch>
        <Route path="/">
          <Workspace place="inbox" chatId={undefined} />
        </Route>
        <Route path="/inbox/:chatId">{({ chatId }) => <Workspace place="inbox" chatId={chatId} />}</Route>
        <Route path="/archived">
          <Workspace place="archived" chatId={undefined} />
        </Route>
        <Route path="/archived/:chatId">
          {({ chatId }) => <Workspace place="archived" chatId={chatId} />}
        </Route>
        <Route path={auditPath}>
          <AuditPage />
        </Route>
        <Route path={readModelsPath}>
          <ReadModelsPage />
        </Route>
        <Route>
          <Redirect to={listPath('inbox')} replace />
        </Route>
      </Switch>
    </DashboardContext>
  )
}

function connect(goToSignIn: () => void) {
  const { protocol, host } = window.location
  const transport = new StompTransport({
    url: `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/admin/ws`,
    headers: async () => ({}),
  })
  const conversations = new Conversations(transport, ({ status }) => status === 401 && goToSignIn())
  return { transport, conversations }
}
