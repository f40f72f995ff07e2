import type { ReadModel } from '../../client/wire'
import { texts } from '../texts'

const whole = new Intl.NumberFormat('en')
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

export const count = (number: number): string => whole.format(number)

/** 412, 18.4K; a dash if nobody knows. */
export const rate = (perSecond: number | null): string =>
  perSecond === null ? texts.unknown : short.format(perSecond)

/** The place in the log of the newest event that any of them knows. */
export const headOf = (models: ReadModel[]): number => Math.max(0, ...models.map(({ head }) => head))

export const percent = (progress: number): string => `${Math.floor(progress * 100)} %`

/** As precise as somebody who waits wants it: 31 s, 2 min 5 s, 1 h 4 min. */
export function duration(seconds: number): string {
  const all = Math.max(1, Math.ceil(seconds))
  const minutes = Math.floor(all / 60)
  if (minutes === 0) return texts.readModels.duration.seconds(all)
  if (minutes < 60) return texts.readModels.duration.minutes(minutes, all % 60)
  return texts.readModels.duration.hours(Math.floor(minutes / 60), minutes % 60)
}
