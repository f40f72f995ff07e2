import { expect, it } from 'vitest'
import { instantOf, startOf } from './periods'

it('begins a period at midnight where the reader is', () => {
  const now = new Date(2026, 2, 3, 15, 30)
  expect(startOf('today', now)).toBe(new Date(2026, 2, 3).toISOString())
  expect(startOf('week', now)).toBe(new Date(2026, 1, 24).toISOString())
  expect(startOf('any', now)).toBe('')
  expect(startOf('custom', now)).toBe('')
})

it('takes a minute in from its first to its last instant', () => {
  expect(instantOf('2026-11-22T09:41', 'start')).toBe(new Date(2026, 10, 22, 9, 41).toISOString())
  expect(instantOf('2026-11-22T09:41', 'end')).toBe(new Date(2026, 10, 22, 9, 41, 59, 999).toISOString())
  expect(instantOf('', 'end')).toBe('')
})
