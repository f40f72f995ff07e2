// @vitest-environment node
import { expect, it, vi } from 'vitest'
import { randomId } from './random-id'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it('makes a random UUID, on an insecure page too', () => {
  const bytes = crypto.getRandomValues.bind(crypto)
  expect(randomId()).toMatch(uuid)
  vi.stubGlobal('crypto', { getRandomValues: bytes })
  const [one, two] = [randomId(), randomId()]
  expect(one).toMatch(uuid)
  expect(one).not.toBe(two)
})
