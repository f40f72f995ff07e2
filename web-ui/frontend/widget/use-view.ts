import { useEffect, useState } from 'preact/hooks'
import type { Session, View } from './session'

export function useView(session: Session): View {
  const [view, setView] = useState(session.getView)
  useEffect(() => {
    setView(session.getView())
    return session.observe(() => setView(session.getView()))
  }, [session])
  return view
}

/** Follows a media query. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const changed = () => setMatches(list.matches)
    list.addEventListener('change', changed)
    return () => list.removeEventListener('change', changed)
  }, [query])
  return matches
}
