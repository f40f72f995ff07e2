import { useLayoutEffect, useRef, useState } from 'react'
import type { ChatState } from '../../client/chat-client'
import { type Conversation, lastSequence } from '../../client/conversation'

/**
 * Where the divider of the new messages stands: before the first one of the user that no admin had viewed when the
 * chat was opened, or that came while nobody could look. It stays for reading on, and goes with the first reply.
 */
export function useNewFrom(state: ChatState): number | null {
  const [newFrom, setNewFrom] = useState<number | null>(() => firstUnviewed(state))
  const newest = lastSequence(state)
  const known = useRef(newest)
  const isReplying = state.pending.length > 0

  useLayoutEffect(() => {
    if (newest > known.current && document.visibilityState === 'hidden') {
      setNewFrom(current => firstUnviewed(state) ?? current)
    }
    known.current = newest
  }, [newest, state])

  useLayoutEffect(() => {
    if (isReplying) setNewFrom(null)
  }, [isReplying])

  return newFrom
}

/** The first message of the user that no admin has viewed. */
export function firstUnviewed({ messages, adminViewedUpTo }: Conversation): number | null {
  const unviewed = messages.find(
    ({ sender_type, sequence }) => sender_type === 'user' && sequence > adminViewedUpTo,
  )
  return unviewed?.sequence ?? null
}
