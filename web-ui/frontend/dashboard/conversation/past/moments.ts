import type { HistoryEntry } from '../../../client/wire'

/** An instant at which something happened in the chat, and what; of several things, the last one. */
export interface Moment {
  at: string
  summary: string
}

/** The moments of a history that is sorted by time: one for each instant. */
export function momentsOf(history: readonly HistoryEntry[]): Moment[] {
  const moments: Moment[] = []
  for (const { at, summary } of history) {
    if (moments.at(-1)?.at === at) moments.pop()
    moments.push({ at, summary })
  }
  return moments
}

/** Which moment the chat stood at at an instant: the last one until then; the first one before all of them. */
export function indexAt(moments: readonly Moment[], at: string): number {
  const instant = Date.parse(at)
  const later = moments.findIndex(moment => Date.parse(moment.at) > instant)
  return Math.max(0, (later < 0 ? moments.length : later) - 1)
}
