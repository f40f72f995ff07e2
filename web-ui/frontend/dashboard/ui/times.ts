import { texts } from '../texts'

/**
 * The words around times are English, so only an English locale may order their parts. Browsers also report names that
 * `Intl` refuses, "en-US@posix" for one.
 */
const locale = /^en(-[a-z]{2})?$/i.test(navigator.language) ? navigator.language : 'en-GB'
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)

const clockFormat = format({ hour: '2-digit', minute: '2-digit' })
const weekdayFormat = format({ weekday: 'short' })
const dayFormat = format({ day: 'numeric', month: 'short' })
const dayOfYearFormat = format({ day: 'numeric', month: 'short', year: 'numeric' })
const longDayFormat = format({ weekday: 'long', day: 'numeric', month: 'long' })
const longDayOfYearFormat = format({ day: 'numeric', month: 'long', year: 'numeric' })
const fullFormat = format({ dateStyle: 'medium', timeStyle: 'medium' })
const exactFormat = format({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
})
const secondsFormat = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
const dayAndClockFormat = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Whole calendar days between two instants where the reader is; summer time shifts noon by an hour at most. */
function daysBetween(earlier: Date, later: Date): number {
  const noon = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime()
  return Math.round((noon(later) - noon(earlier)) / (24 * HOUR))
}

export const clock = (at: string): string => clockFormat.format(new Date(at))

export const fullTime = (at: string): string => fullFormat.format(new Date(at))

/** To the millisecond. */
export const exactTime = (at: string): string => exactFormat.format(new Date(at))

/** When something happened, as exactly as a narrow column can say it: seconds, but of today only. */
export const stamp = (at: string, now: number): string => {
  const date = new Date(at)
  if (daysBetween(date, new Date(now)) === 0) return secondsFormat.format(date)
  return isThisYear(date, now) ? dayAndClockFormat.format(date) : dayOfYearFormat.format(date)
}

export const longDate = (at: string): string => longDayOfYearFormat.format(new Date(at))

/** How long ago, as short as a list wants it: now, 6 min, 1 h, Yesterday, Fri, 12 Sep. */
export function relativeTime(at: string, now: number): string {
  const date = new Date(at)
  const age = now - date.getTime()
  if (age < MINUTE) return texts.time.now
  if (age < HOUR) return texts.time.minutes(Math.floor(age / MINUTE))
  const days = daysBetween(date, new Date(now))
  if (days === 0) return texts.time.hours(Math.floor(age / HOUR))
  if (days === 1) return texts.time.yesterday
  if (days < 7) return weekdayFormat.format(date)
  return isThisYear(date, now) ? dayFormat.format(date) : dayOfYearFormat.format(date)
}

/** The name of a day on a divider between messages. */
export function dayName(at: string, now: number): string {
  const date = new Date(at)
  const days = daysBetween(date, new Date(now))
  if (days === 0) return texts.time.today
  if (days === 1) return texts.time.yesterday
  return isThisYear(date, now) ? longDayFormat.format(date) : longDayOfYearFormat.format(date)
}

export const isSameDay = (one: string, other: string): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString()

const isThisYear = (date: Date, now: number) => date.getFullYear() === new Date(now).getFullYear()
