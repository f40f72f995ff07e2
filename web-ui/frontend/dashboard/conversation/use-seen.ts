import { type RefObject, useCallback, useEffect, useRef } from 'react'

/** What a message's element is handed to while it is there; answers how to end it. */
export type Observe = (element: HTMLElement, sequence: number) => () => void

const STEPS = Array.from({ length: 21 }, (_, step) => step / 20)

/**
 * Tells the newest message that was really on the screen: at least half of it, or half a screen of a long one, in a
 * tab that is visible.
 */
export function useSeen(
  scroller: RefObject<HTMLElement | null>,
  onSeen: (sequence: number) => void,
): Observe {
  const inView = useRef(new Map<Element, number>())
  const sequences = useRef(new WeakMap<Element, number>())
  const observer = useRef<IntersectionObserver>(undefined)
  const tell = useRef(onSeen)
  useEffect(() => {
    tell.current = onSeen
  })

  const report = useCallback(() => {
    if (document.visibilityState !== 'visible' || inView.current.size === 0) return
    tell.current(Math.max(...inView.current.values()))
  }, [])

  useEffect(() => {
    document.addEventListener('visibilitychange', report)
    return () => document.removeEventListener('visibilitychange', report)
  }, [report])

  return useCallback(
    (element: HTMLElement, sequence: number) => {
      observer.current ??= new IntersectionObserver(
        entries => {
          for (const entry of entries) {
            const of = sequences.current.get(entry.target)
            if (of !== undefined && isSeen(entry)) inView.current.set(entry.target, of)
            else inView.current.delete(entry.target)
          }
          report()
        },
        { root: scroller.current, threshold: STEPS },
      )
      sequences.current.set(element, sequence)
      observer.current.observe(element)
      return () => {
        observer.current?.unobserve(element)
        inView.current.delete(element)
      }
    },
    [report, scroller],
  )
}

function isSeen(entry: IntersectionObserverEntry): boolean {
  const { isIntersecting, intersectionRatio, intersectionRect, rootBounds } = entry
  const fillsHalf = rootBounds !== null && intersectionRect.height >= rootBounds.height / 2
  return isIntersecting && (intersectionRatio >= 0.5 || fillsHalf)
}
