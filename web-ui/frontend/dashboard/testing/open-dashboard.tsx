import { QueryClientProvider } from '@tanstack/react-query'
import { act, configure, render } from '@testing-library/react'
import { vi } from 'vitest'
import { Router } from 'wouter'
import { App } from '../app'
import { createQueries } from '../queries'
import { FakeScreen } from './fake-screen'

// A build shares its machine with others; these only say when to give up.
configure({ asyncUtilTimeout: 10_000 })
vi.setConfig({ testTimeout: 30_000 })

/** Opens the dashboard at a path, as the server's page does. */
export function openDashboard(path = '/admin') {
  // Pushes come from outside of React, as in a browser; the tests wait for what they bring.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  window.history.replaceState(null, '', path)
  const goToSignIn = vi.fn()
  const screen = new FakeScreen()
  const { container, unmount } = render(
    <QueryClientProvider client={createQueries(goToSignIn)}>
      <Router base="/admin">
        <App goToSignIn={goToSignIn} />
      </Router>
    </QueryClientProvider>,
  )
  return { container, unmount, goToSignIn, look: (text: string) => act(() => screen.show(text)) }
}
