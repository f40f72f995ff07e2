export const periods = ['any', 'today', 'week', 'month', 'custom'] as const

/** The times that are one choice away. */
export type Period = (typeof periods)[number]

const DAYS_BACK: Partial<Record<Period, number>> = { today: 0, week: 7, month: 30 }

/** The instant that a period begins at, where the reader is; empty if it has no beginning. */
export function startOf(period: Period, now: Date): string {
  const days = DAYS_BACK[period]
  if (days === undefined) return ''
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString()
}

/** The first or the last instant of a minute as an input names it; empty for none. */
export function instantOf(minute: string, edge: 'start' | 'end'): string {
  const time = new Date(minute).getTime()
  if (Number.isNaN(time)) return ''
  return new Date(edge === 'start' ? time : time + 59_999).toISOString()
}
