import { expect, it } from 'vitest'
import { duration, percent, rate } from './figures'

it('tells a duration as precisely as somebody who waits wants it', () => {
  expect(duration(0)).toBe('1 s')
  expect(duration(30.2)).toBe('31 s')
  expect(duration(60)).toBe('1 min')
  expect(duration(125)).toBe('2 min 5 s')
  expect(duration(3_840)).toBe('1 h 4 min')
})

it('never calls done what is not', () => {
  expect(percent(0.999)).toBe('99 %')
  expect(percent(1)).toBe('100 %')
})

it('shortens a rate, and says when there is none', () => {
  expect(rate(412)).toBe('412')
  expect(rate(18_400)).toBe('18.4K')
  expect(rate(null)).toBe('–')
})
