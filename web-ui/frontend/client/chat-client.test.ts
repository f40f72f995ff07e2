import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { userChatApi } from './chat-api'
import { ChatClient } from './chat-client'
import { StompTransport } from './stomp-transport'
import { FakeServer, problem } from './testing/fake-server'
import { TokenSource } from './token-source'

describe('a chat', () => {
  let server: FakeServer
  let transport: StompTransport
  let chat: ChatClient
  const listener = { message: vi.fn(), refusal: vi.fn() }

  beforeEach(() => {
    vi.useFakeTimers()
    vi.clearAllMocks()
    server = new FakeServer()
    transport = new StompTransport({ url: 'ws://chat.test/ws', headers: async () => ({}) })
    const tokens = new TokenSource('token')
    chat = new ChatClient(
      userChatApi('https://chat.test', () => tokens),
      transport,
      listener,
    )
  })

  afterEach(() => {
    chat.stop()
    transport.stop()
    vi.useRealTimers()
  })

  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
  const start = async () => {
    transport.start()
    chat.start()
    await pass(0)
  }
  const contents = () => chat.getState().messages.map(({ content }) => content)
  const deliveries = () => chat.getState().pending.map(({ delivery }) => delivery.state)

  it('shows what there is, and then what is pushed, in order', async () => {
    server.store('one')
    await start()
    server.say('two')
    server.say('three')
    expect(contents()).toEqual(['one', 'two', 'three'])
    expect(listener.message.mock.calls.map(([{ content }]) => content)).toEqual(['two', 'three'])
  })

  it('shows a message once, however often it is pushed', async () => {
    await start()
    const message = server.say('once')
    server.push({ type: 'new_message', message })
    expect(contents()).toEqual(['once'])
    expect(listener.message).toHaveBeenCalledTimes(1)
  })

  it('asks for what is missing when a push leaves a gap', async () => {
    await start()
    server.store('never pushed')
    server.say('pushed')
    await pass(0)
    expect(contents()).toEqual(['never pushed', 'pushed'])
  })

  it('catches up after a reconnect, page by page', async () => {
    server.pageSize = 3
    await start()
    server.disconnect()
    for (let number = 1; number <= 8; number++) server.store(String(number))
    await pass(1_000)
    expect(contents()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })

  it('loads earlier messages until there are none', async () => {
    server.pageSize = 2
    for (const content of ['a', 'b', 'c']) server.store(content)
    await start()
    expect(contents()).toEqual(['b', 'c'])
    await chat.loadEarlier()
    expect(contents()).toEqual(['a', 'b', 'c'])
    expect(chat.getState().hasEarlier).toBe(false)
  })

  describe('sending', () => {
    it('shows a message at once and replaces it by the confirmed one', async () => {
      await start()
      chat.send('hello')
      expect(deliveries()).toEqual(['sending'])
      await pass(0)
      expect(chat.getState().pending).toEqual([])
      expect(contents()).toEqual(['hello'])
    })

    it('keeps the order of what was written without a connection', async () => {
      server.reachable = false
      await start()
      chat.send('first')
      chat.send('second')
      await pass(1_000)
      expect(deliveries()).toEqual(['waiting', 'waiting'])
      server.reachable = true
      await pass(10_000)
      expect(contents()).toEqual(['first', 'second'])
    })

    it('repeats under the same id what may have been lost with the connection', async () => {
      await start()
      server.answersSends = false
      chat.send('hello')
      await pass(0)
      server.disconnect()
      expect(deliveries()).toEqual(['waiting'])
      server.answersSends = true
      await pass(1_000)
      const ids = server
        .sent('send_message')
        .map(body => (body as { client_message_id: string }).client_message_id)
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
      expect(contents()).toEqual(['hello'])
    })

    it('shows once what did arrive before the connection was lost', async () => {
      await start()
      server.answersSends = false
      chat.send('hello')
      await pass(0)
      const { client_message_id } = server.sent('send_message')[0] as { client_message_id: string }
      server.disconnect()
      server.store('hello', 'user', client_message_id)
      await pass(1_000)
      expect(contents()).toEqual(['hello'])
      expect(chat.getState().pending).toEqual([])
    })

    it.each([422, 429, 409])('fails on a rejection with %i and is sent again on demand', async status => {
      await start()
      server.rejection = () => problem(status)
      chat.send('hello')
      await pass(0)
      const [item] = chat.getState().pending
      expect(item?.delivery).toMatchObject({ state: 'failed', problem: { status } })
      server.rejection = () => null
      chat.retry(item?.client_message_id ?? '')
      await pass(0)
      expect(contents()).toEqual(['hello'])
    })

    it('waits and goes on by itself when the server cannot store anything', async () => {
      await start()
      server.rejection = () => problem(503)
      chat.send('hello')
      await pass(0)
      expect(deliveries()).toEqual(['waiting'])
      server.rejection = () => null
      await pass(5_000)
      expect(contents()).toEqual(['hello'])
    })

    it('fails when no answer comes over an open connection', async () => {
      await start()
      server.answersSends = false
      chat.send('hello')
      await pass(9_000)
      server.sockets[0]?.onmessage?.({ data: '\n' })
      await pass(6_000)
      expect(chat.getState().pending[0]?.delivery).toEqual({ state: 'failed', problem: null })
    })

    it('forgets a failed message that is discarded', async () => {
      await start()
      server.rejection = () => problem(422)
      chat.send('hello')
      await pass(0)
      chat.discard(chat.getState().pending[0]?.client_message_id ?? '')
      expect(chat.getState().pending).toEqual([])
    })
  })

  describe('while no socket connects', () => {
    beforeEach(async () => {
      server.acceptsSockets = false
      await start()
    })

    it('polls every five seconds', async () => {
      server.store('hello')
      await pass(5_000)
      expect(contents()).toEqual(['hello'])
      expect(chat.getState().connection.state).toBe('reconnecting')
    })

    it('sends by REST, at once and in order', async () => {
      chat.send('one')
      chat.send('two')
      await pass(0)
      expect(contents()).toEqual(['one', 'two'])
      expect(server.requests).toContain('POST /support_chat/messages')
    })

    it('tells by REST what was seen', async () => {
      server.store('hello')
      await pass(5_000)
      chat.seen(1)
      await pass(0)
      expect(server.userReadUpTo).toBe(1)
    })

    it('goes back to the socket as soon as there is one', async () => {
      server.acceptsSockets = true
      await pass(10_000)
      chat.send('hello')
      await pass(0)
      expect(server.sent('send_message')).toHaveLength(1)
    })
  })

  describe('reading', () => {
    it('counts what the other side wrote until it was seen', async () => {
      server.store('one')
      server.store('mine', 'user')
      server.store('two')
      await start()
      expect(chat.getState().unread).toBe(2)
      chat.seen(1)
      expect(chat.getState().unread).toBe(1)
      chat.seen(3)
      expect(chat.getState().unread).toBe(0)
      await pass(0)
      expect(server.sent('mark_read')).toEqual([{ up_to_sequence: 1 }, { up_to_sequence: 3 }])
    })

    it('tells nothing when there was nothing new to see', async () => {
      server.store('mine', 'user')
      await start()
      chat.seen(1)
      await pass(0)
      expect(server.sent('mark_read')).toEqual([])
    })

    it('tells again what may have been lost with the connection', async () => {
      server.store('one')
      await start()
      chat.seen(1)
      await pass(0)
      server.disconnect()
      await pass(1_000)
      expect(server.sent('mark_read')).toEqual([{ up_to_sequence: 1 }, { up_to_sequence: 1 }])
    })

    it('learns how far an admin has seen', async () => {
      server.store('mine', 'user')
      await start()
      server.push({
        type: 'messages_read',
        reader: 'admin',
        up_to_sequence: 1,
        read_at: '2026-11-22T10:00:00.000Z',
      })
      expect(chat.getState().adminViewedUpTo).toBe(1)
      expect(chat.getState().messages[0]?.read_at).toBe('2026-11-22T10:00:00.000Z')
    })
  })

  describe('typing', () => {
    it('is told once in two seconds at most, and when it ends', async () => {
      await start()
      for (let strokes = 0; strokes < 30; strokes++) {
        chat.typing()
        await pass(100)
      }
      await pass(5_000)
      expect(server.sent('typing')).toEqual([{ typing: true }, { typing: true }, { typing: false }])
    })

    it('of the other side is shown until it ends, speaks or falls silent', async () => {
      await start()
      const typing = { type: 'typing', sender_type: 'admin', sender_name: 'Mara', typing: true }
      server.push(typing)
      expect(chat.getState().typing).toEqual({ name: 'Mara' })
      server.push({ ...typing, typing: false })
      expect(chat.getState().typing).toBeNull()
      server.push(typing)
      server.say('hello')
      expect(chat.getState().typing).toBeNull()
      server.push(typing)
      await pass(6_000)
      expect(chat.getState().typing).toBeNull()
    })

    it('of oneself in another window is not shown', async () => {
      await start()
      server.push({ type: 'typing', sender_type: 'user', sender_name: 'Ada', typing: true })
      expect(chat.getState().typing).toBeNull()
    })
  })

  describe('refused', () => {
    it('tells it once and asks no more until it is told to', async () => {
      server.refusal = problem(401)
      await start()
      await pass(60_000)
      expect(listener.refusal).toHaveBeenCalledTimes(1)
      expect(chat.getState().refusal?.status).toBe(401)
      server.refusal = null
      chat.refresh()
      await pass(0)
      expect(chat.getState()).toMatchObject({ refusal: null, loaded: true })
    })

    it('drops all that was said and written once the person was erased', async () => {
      server.store('one')
      await start()
      server.refusal = { ...problem(401), type: 'https://parley.chat/problems/person-erased' }
      server.acceptsSockets = false
      server.disconnect()
      chat.send('two')
      await pass(6_000)
      expect(chat.getState()).toMatchObject({ messages: [], pending: [], unread: 0 })
      expect(chat.getState().refusal?.status).toBe(401)
    })

    it('asks the host for a new token first', async () => {
      const token = vi.fn().mockResolvedValueOnce('old').mockResolvedValue('new')
      const tokens = new TokenSource(token)
      const api = userChatApi('https://chat.test', () => tokens)
      await tokens.fresh()
      server.refusal = problem(401)
      const answer = api.newest()
      queueMicrotask(() => {
        server.refusal = null
      })
      await answer
      expect(server.tokens).toEqual(['Bearer old', 'Bearer new'])
    })
  })

  it('does nothing any more once it is stopped', async () => {
    await start()
    chat.stop()
    transport.stop()
    server.store('late')
    await pass(60_000)
    expect(vi.getTimerCount()).toBe(0)
    expect(contents()).toEqual([])
  })
})
