import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Connection, StompTransport } from './stomp-transport'
import { FakeServer } from './testing/fake-server'

describe('the transport', () => {
  let server: FakeServer
  let transport: StompTransport
  let headers: () => Promise<Record<string, string>>
  let states: Connection['state'][]

  beforeEach(() => {
    vi.useFakeTimers()
    server = new FakeServer()
    headers = vi.fn(async () => ({ Authorization: `Bearer ${server.sockets.length}` }))
    transport = new StompTransport({ url: 'ws://chat.test/ws', headers: () => headers() })
    states = []
    transport.onConnection(({ state }) => state !== states.at(-1) && states.push(state))
  })

  afterEach(() => {
    transport.stop()
    vi.useRealTimers()
  })

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

  it('connects with the headers it is given', async () => {
    transport.start()
    await pass(0)
    expect(states).toEqual(['reconnecting', 'connected'])
    expect(server.frames[0]).toMatchObject({ command: 'CONNECT', headers: { Authorization: 'Bearer 0' } })
  })

  it('tries again with growing pauses, at most as long as allowed', async () => {
    server.acceptsSockets = false
    vi.spyOn(Math, 'random').mockReturnValue(1)
    transport.start()
    const pauses: number[] = []
    transport.onConnection(connection => {
      if (connection.state === 'reconnecting' && connection.nextTryAt)
        pauses.push(connection.nextTryAt - Date.now())
    })
    await pass(20_000)
    expect(pauses.slice(0, 6)).toEqual([500, 1000, 2000, 4000, 5000, 5000])
  })

  it('asks for new headers and subscribes again at each connection', async () => {
    const onReady = vi.fn()
    transport.subscribe('/topic/a', { onMessage: () => {}, onReady })
    transport.start()
    await pass(0)
    server.disconnect()
    await pass(1_000)
    expect(headers).toHaveBeenCalledTimes(2)
    expect(onReady).toHaveBeenCalledTimes(2)
    expect(states).toEqual(['reconnecting', 'connected', 'reconnecting', 'connected'])
  })

  it('goes on trying when there is no token to be had', async () => {
    headers = vi.fn().mockRejectedValueOnce(new Error('host is down')).mockResolvedValue({})
    transport.start()
    await pass(1_000)
    expect(transport.connection.state).toBe('connected')
  })

  it('gives up a try that never ends', async () => {
    headers = vi
      .fn()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValue({})
    transport.start()
    await pass(11_000)
    expect(transport.connection.state).toBe('connected')
  })

  it('notices a link that has gone silent', async () => {
    transport.start()
    await pass(0)
    await pass(20_000)
    expect(states).toContain('connected')
    expect(states.filter(state => state === 'reconnecting')).toHaveLength(2)
  })

  it('stays connected while the server sends heart-beats, and sends its own', async () => {
    transport.start()
    await pass(0)
    const socket = server.sockets[0]
    const sent = vi.spyOn(socket as NonNullable<typeof socket>, 'send')
    for (let second = 0; second < 60; second += 10) {
      await pass(10_000)
      socket?.onmessage?.({ data: '\n' })
    }
    expect(states).toEqual(['reconnecting', 'connected'])
    expect(sent.mock.calls.length).toBeGreaterThanOrEqual(6)
    expect(new Set(sent.mock.calls.flat())).toEqual(new Set(['\n']))
  })

  it('treats an ERROR as the end of the connection', async () => {
    transport.start()
    await pass(0)
    server.sockets[0]?.answer('ERROR', { message: 'not allowed' })
    expect(transport.connection.state).toBe('reconnecting')
  })

  it('does not ask in a loop a server that throws it out', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    transport.subscribe('/topic/forbidden', { onMessage: () => {}, onReady: () => server.disconnect() })
    transport.start()
    await pass(30_000)
    expect(server.frames.filter(({ command }) => command === 'CONNECT').length).toBeLessThan(10)
  })

  it('tries at once when the network is back', async () => {
    server.reachable = false
    transport.setLongestDelay(60_000)
    transport.start()
    await pass(100_000)
    server.reachable = true
    dispatchEvent(new Event('online'))
    await pass(0)
    expect(transport.connection.state).toBe('connected')
  })

  it('says offline when the browser knows of no network', async () => {
    transport.start()
    await pass(0)
    server.reachable = false
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    dispatchEvent(new Event('offline'))
    expect(transport.connection.state).toBe('offline')
  })

  it('leaves nothing behind when it is stopped', async () => {
    server.acceptsSockets = false
    transport.start()
    await pass(5_000)
    transport.stop()
    expect(vi.getTimerCount()).toBe(0)
    dispatchEvent(new Event('online'))
    await pass(60_000)
    expect(transport.connection).toEqual({ state: 'offline' })
  })
})
