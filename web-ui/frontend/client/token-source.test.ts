// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { TokenSource } from './token-source'

describe('a token of the host page', () => {
  it('is asked for once by two who need one at the same time', async () => {
    const ask = vi.fn(async () => 'token')
    const tokens = new TokenSource(ask)
    expect(await Promise.all([tokens.fresh(), tokens.current()])).toEqual(['token', 'token'])
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('is kept until a fresh one is wanted', async () => {
    const ask = vi.fn().mockResolvedValueOnce('old').mockResolvedValueOnce('new')
    const tokens = new TokenSource(ask)
    expect([await tokens.current(), await tokens.current()]).toEqual(['old', 'old'])
    expect([await tokens.fresh(), await tokens.current()]).toEqual(['new', 'new'])
  })

  it('is asked for again after a failure, which is told', async () => {
    const failed = vi.fn()
    const failure = new Error('signed out')
    const ask = vi.fn().mockImplementationOnce(() => {
      throw failure
    })
    const tokens = new TokenSource(ask.mockResolvedValue('token'), failed)
    await expect(tokens.current()).rejects.toBe(failure)
    expect(failed).toHaveBeenCalledExactlyOnceWith(failure)
    expect(await tokens.current()).toBe('token')
  })
})
