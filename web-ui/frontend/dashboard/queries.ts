import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isPassing, isSignedOut } from './failures'

const RETRIES = 4

/** What is passing is tried again a few times; an ended session is told, whatever call it shows in. */
export function createQueries(goToSignIn: () => void): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) goToSignIn()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: (failures, error) => failures < RETRIES && isPassing(error), staleTime: 10_000 },
      // Nothing here is paused while the browser believes to be offline: it is often wrong, and people want an answer.
      mutations: { retry: (failures, error) => failures < 1 && isPassing(error), networkMode: 'always' },
    },
  })
}
