import '../theme/base.css'
import './controls.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { App } from './app'
import { createQueries } from './queries'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element to render into.')

const goToSignIn = () => window.location.assign('/login')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueries(goToSignIn)}>
      <Router base="/admin">
        <App goToSignIn={goToSignIn} />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
)
