import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { ChatClient, ChatState } from '../../client/chat-client'

export interface Earlier {
  status: 'idle' | 'loading' | 'failed'
  load: () => void
}

/** Loads earlier messages on demand; what is being read stays where it is on the screen. */
export function useEarlier(
  client: ChatClient,
  state: ChatState,
  scroller: RefObject<HTMLElement | null>,
): Earlier {
  const [status, setStatus] = useState<Earlier['status']>('idle')
  const first = state.messages[0]?.sequence
  const before = useRef({ first, height: 0 })

  useLayoutEffect(() => {
    const view = scroller.current
    if (!view) return
    const known = before.current
    const isEarlier = first !== undefined && known.first !== undefined && first < known.first
    if (isEarlier) view.scrollTop += view.scrollHeight - known.height
    before.current = { first, height: view.scrollHeight }
  })

  async function load() {
    if (status === 'loading' || !state.hasEarlier) return
    setStatus('loading')
    await client.loadEarlier()
    const isLoaded = client.getState().messages[0]?.sequence !== first
    setStatus(isLoaded ? 'idle' : 'failed')
  }

  return { status, load: () => void load() }
}
