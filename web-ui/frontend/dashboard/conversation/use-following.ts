import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

const BOTTOM_PX = 40

interface Following {
  /** The newest message at the time when the reader left the bottom; null while there. */
  leftAt: number | null
  toBottom: () => void
  onScroll: () => void
}

/**
 * Keeps the newest message in sight for who is at the bottom, whatever grows or shrinks: messages, text box, window.
 * Who has scrolled up is left in peace.
 */
export function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  newest: number,
): Following {
  const isAtBottom = useRef(true)
  const knownSize = useRef('')
  const [leftAt, setLeftAt] = useState<number | null>(null)

  const toBottom = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [scroller])

  function look(view: HTMLElement) {
    isAtBottom.current = view.scrollHeight - view.scrollTop - view.clientHeight < BOTTOM_PX
    setLeftAt(leftAt => (isAtBottom.current ? null : (leftAt ?? newest)))
  }

  function onScroll() {
    const view = scroller.current
    if (!view) return
    // A scroll event that a new size brings comes before the observer of sizes: it is not the reader's doing.
    const isResized = sizeOf(view) !== knownSize.current
    if (!isResized || !isAtBottom.current) look(view)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first sight is decided here
  useLayoutEffect(() => {
    const view = scroller.current
    if (!view) return
    toBottom()
    const divider = view.querySelector<HTMLElement>('[data-new]')
    if (divider) view.scrollTop = Math.min(view.scrollTop, divider.offsetTop - BOTTOM_PX)
    knownSize.current = sizeOf(view)
    look(view)
  }, [])

  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => {
      if (!scroller.current) return
      knownSize.current = sizeOf(scroller.current)
      if (isAtBottom.current) toBottom()
    })
    if (scroller.current) resized.observe(scroller.current)
    if (content.current) resized.observe(content.current)
    return () => resized.disconnect()
  }, [scroller, content, toBottom])

  return { leftAt, toBottom, onScroll }
}

const sizeOf = ({ scrollHeight, clientHeight }: HTMLElement) => `${scrollHeight}/${clientHeight}`
