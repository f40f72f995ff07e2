import { useSearchParams } from 'wouter'

interface OfAddress {
  /** An instant as the address gives it; null is now. */
  at: string | null
  go: (at: string | null) => void
}

/** The moment at which the conversation is looked at. It lies in the address, so that a link can lead to it. */
export function useMoment(): OfAddress {
  const [search, setSearch] = useSearchParams()
  const at = search.get('at')
  // Going on from one moment to the next is no step that anybody wants to go back.
  const go = (next: string | null) => setSearch(next === null ? {} : { at: next }, { replace: at !== null })
  return { at, go }
}
