import { useEffect, useRef } from 'react'

/**
 * For a list that a button makes longer: the focus goes on to the first of what came, since the button moves away or
 * goes. Whoever went elsewhere meanwhile stays there.
 */
export function useFocusOnMore<List extends HTMLElement>(length: number) {
  const list = useRef<List>(null)
  const awaited = useRef<{ from: number; pressed: Element | null }>(null)

  useEffect(() => {
    if (!awaited.current || length <= awaited.current.from) return
    const { from, pressed } = awaited.current
    awaited.current = null
    const { activeElement, body } = document
    if (activeElement !== pressed && activeElement !== body) return
    list.current?.children[from]?.querySelector<HTMLElement>('summary, button')?.focus()
  }, [length])

  function awaitMore() {
    awaited.current = { from: length, pressed: document.activeElement }
  }

  return { list, awaitMore }
}
