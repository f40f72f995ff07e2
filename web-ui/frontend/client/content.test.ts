// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { charactersTooMany } from './content'

describe('the length of a message', () => {
  it.each([
    ['10,000 letters', 'a'.repeat(10_000), 0],
    ['10,001 letters', 'a'.repeat(10_001), 1],
    ['10,000 emoji, two UTF-16 units each', '🌱'.repeat(10_000), 0],
    ['10,000 letters between spaces', ` ${'a'.repeat(10_000)} `, 0],
  ])('of %s', (_what, content, over) => {
    expect(charactersTooMany(content)).toBe(over)
  })
})
