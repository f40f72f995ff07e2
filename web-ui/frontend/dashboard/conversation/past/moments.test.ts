import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from '../../../client/wire'
import { indexAt, momentsOf } from './moments'

const entries = (...seconds: number[]): HistoryEntry[] =>
  seconds.map((second, sequence) => ({
    sequence,
    type: 'MessageSent',
    at: new Date(second * 1000).toISOString(),
    actor: { type: 'user', id: null, email: null },
    summary: `event ${sequence}`,
    details: {},
    hash: '',
  }))

const at = (second: number) => new Date(second * 1000).toISOString()

describe('the moments of a history', () => {
  it('are its instants, each with what happened last at it', () => {
    expect(momentsOf(entries(1, 2, 2, 3)).map(({ summary }) => summary)).toEqual([
      'event 0',
      'event 2',
      'event 3',
    ])
    expect(momentsOf([])).toEqual([])
  })

  it.each([
    [0, 0],
    [1, 0],
    [1.5, 0],
    [2, 1],
    [9, 2],
  ])('show at second %d the moment %d', (second, index) => {
    expect(indexAt(momentsOf(entries(1, 2, 3)), at(second))).toBe(index)
  })

  it('are taken by time, however it is written', () => {
    expect(indexAt(momentsOf(entries(1, 2, 3)), '1970-01-01T01:00:02+01:00')).toBe(1)
  })
})
