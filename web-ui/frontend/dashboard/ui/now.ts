import { useSyncExternalStore } from 'react'

const TICK_MS = 15_000

let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

function tick() {
  now = Date.now()
  for (const listener of listeners) listener()
}

/** The time, renewed every few seconds for all relative times at once. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
