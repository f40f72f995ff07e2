import { describe, expect, it } from 'vitest'
import { dayName, exactTime, relativeTime, stamp } from './times'

const now = new Date(2026, 10, 22, 10, 30).getTime()
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()

describe('how long ago', () => {
  it.each([
    ['now', at(2026, 10, 22, 10, 30)],
    ['6 min', at(2026, 10, 22, 10, 24)],
    ['59 min', at(2026, 10, 22, 9, 31)],
    ['1 h', at(2026, 10, 22, 9, 30)],
    ['10 h', at(2026, 10, 22, 0, 0)],
    ['Yesterday', at(2026, 10, 21, 23, 0)],
    ['Fri', at(2026, 10, 20, 12, 0)],
    ['Nov 15', at(2026, 10, 15, 12, 0)],
    ['Nov 22, 2025', at(2025, 10, 22, 12, 0)],
  ])('is "%s"', (text, time) => expect(relativeTime(time, now)).toBe(text))

  it('is minutes across midnight as long as it is not an hour', () => {
    const shortlyAfterMidnight = new Date(2026, 10, 22, 0, 20).getTime()
    expect(relativeTime(at(2026, 10, 21, 23, 50), shortlyAfterMidnight)).toBe('30 min')
  })

  it('is now when the clocks differ', () => expect(relativeTime(at(2026, 10, 22, 10, 31), now)).toBe('now'))
})

it.each([
  ['Today', at(2026, 10, 22, 0, 1)],
  ['Yesterday', at(2026, 10, 21, 12, 0)],
  ['Sunday, November 15', at(2026, 10, 15, 12, 0)],
  ['November 22, 2025', at(2025, 10, 22, 12, 0)],
])('a day is called "%s"', (text, time) => expect(dayName(time, now)).toBe(text))

describe('a stamp', () => {
  it.each([
    ['10:30:00 AM', at(2026, 10, 22, 10, 30)],
    ['Nov 21, 11:00 PM', at(2026, 10, 21, 23, 0)],
    ['Nov 22, 2025', at(2025, 10, 22, 12, 0)],
  ])('is "%s"', (text, time) => expect(stamp(time, now)).toBe(text))

  it('is exact to the millisecond where there is room', () => {
    expect(exactTime(new Date(2026, 10, 22, 9, 41, 8, 214).toISOString())).toBe(
      'Nov 22, 2026, 09:41:08.214 AM',
    )
  })
})
