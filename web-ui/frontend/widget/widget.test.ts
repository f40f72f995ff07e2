import { fireEvent, waitFor, within } from '@testing-library/dom'
import { userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeServer, problem } from '../client/testing/fake-server'
import { createParley, type Parley } from './parley'
import { completeBrowser } from './testing/browser'

describe('the widget', () => {
  let server: FakeServer
  let parley: Parley
  const user = userEvent.setup()

  beforeEach(() => {
    completeBrowser()
    localStorage.clear()
    server = new FakeServer()
    parley = createParley('https://chat.test/parley')
  })

  afterEach(() => {
    parley('shutdown')
    vi.unstubAllGlobals()
  })

  const host = () => document.querySelector('parley-widget') as HTMLElement
  const widget = () => within(host().shadowRoot?.firstElementChild as HTMLElement)
  const button = (name: string | RegExp) => widget().findByRole('button', { name })
  const box = () => widget().findByRole('textbox', { name: 'Message' })
  const boot = async (settings = {}) => {
    const ready = new Promise(resolve => parley('on', 'ready', resolve))
    parley('boot', { token: 'token', ...settings })
    await ready
  }
  const bootOpen = async () => {
    await boot()
    await user.click(await button(/^Open chat/))
    await widget().findByText('Connected')
  }

  it('calls the server that its script came from, with the token in a header', async () => {
    await boot()
    expect(server.requests[0]).toBe('GET /parley/support_chat')
    await waitFor(() => expect(server.sockets[0]?.url).toBe('wss://chat.test/parley/ws'))
    expect(server.tokens[0]).toBe('Bearer token')
    expect(server.frames[0]?.headers.Authorization).toBe('Bearer token')
  })

  it('opens and closes, by its launcher and by Escape, and hands the focus over', async () => {
    await bootOpen()
    await waitFor(async () => expect(host().shadowRoot?.activeElement).toBe(await box()))
    expect(await button('Close chat')).toBeTruthy()
    await user.keyboard('{Escape}')
    const launcher = await button('Open chat')
    expect(widget().queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(host().shadowRoot?.activeElement).toBe(launcher))
  })

  it('has nothing that axe objects to, closed, empty and with every kind of message', async () => {
    const violations = async () =>
      (await axe.run(host())).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
    server.store('Hello')
    await boot()
    expect(await violations()).toEqual([])
    await user.click(await button('Open chat, 1 unread'))
    server.rejection = content => (content === 'refused' ? problem(429) : null)
    for (const content of ['accepted', 'refused']) {
      fireEvent.input(await box(), { target: { value: content } })
      fireEvent.keyDown(await box(), { key: 'Enter' })
    }
    server.push({ type: 'typing', sender_type: 'admin', sender_name: 'Mara', typing: true })
    await widget().findByRole('status', { name: 'Mara is typing' })
    await button('Retry')
    expect(await violations()).toEqual([])
  })

  describe('the unread badge', () => {
    it('counts what came while the panel was closed, and clears when it is opened', async () => {
      await boot()
      const counts: unknown[] = []
      parley('on', 'unread', count => counts.push(count))
      await waitFor(() => expect(server.sockets).toHaveLength(1))
      await waitFor(() => expect(server.sockets[0]?.subscriptions.size).toBe(2))
      server.say('one')
      server.say('two')
      await user.click(await button('Open chat, 2 unread'))
      await button('Close chat')
      await waitFor(() => expect(server.sent('mark_read')).toEqual([{ up_to_sequence: 2 }]))
      expect(counts).toEqual([1, 2, 0])
    })

    it('ends at 9+', async () => {
      for (let count = 0; count < 12; count++) server.store('hello')
      await boot()
      expect(await widget().findByText('9+')).toBeTruthy()
      expect(await button('Open chat, 12 unread')).toBeTruthy()
    })

    it('stays while the page is hidden, panel open or not', async () => {
      await bootOpen()
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
      server.say('unseen')
      expect(await button('Close chat, 1 unread')).toBeTruthy()
      expect(server.sent('mark_read')).toEqual([])
      vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')
      document.dispatchEvent(new Event('visibilitychange'))
      expect(await button('Close chat')).toBeTruthy()
    })
  })

  it('shows the newest unread message beside the closed launcher until it is waved away', async () => {
    server.store('Your refund is on its way')
    await boot()
    expect(await widget().findByText('Your refund is on its way')).toBeTruthy()
    await user.click(await button('Dismiss preview'))
    await waitFor(() => expect(widget().queryByText('Your refund is on its way')).toBeNull())
  })

  describe('the text box', () => {
    it('sends with Enter and breaks the line with Shift and Enter', async () => {
      await bootOpen()
      await user.type(await box(), 'one{Shift>}{Enter}{/Shift}two{Enter}')
      await waitFor(() => expect(server.messages.map(({ content }) => content)).toEqual(['one\ntwo']))
      expect(((await box()) as HTMLTextAreaElement).value).toBe('')
    })

    it('does not send what an input method is still composing', async () => {
      await bootOpen()
      await user.type(await box(), 'konnichiha')
      const enter = new KeyboardEvent('keydown', {
        key: 'Enter',
        isComposing: true,
        bubbles: true,
        cancelable: true,
      })
      ;(await box()).dispatchEvent(enter)
      expect(enter.defaultPrevented).toBe(false)
      expect(server.messages).toEqual([])
    })

    it('sends nothing blank', async () => {
      await bootOpen()
      await user.type(await box(), '  {Enter}')
      expect(((await button('Send')) as HTMLButtonElement).disabled).toBe(true)
      expect(server.messages).toEqual([])
    })

    it('says that a message is too long before it is sent', async () => {
      await bootOpen()
      fireEvent.input(await box(), { target: { value: 'a'.repeat(10_002) } })
      expect((await widget().findByRole('alert')).textContent).toBe('Too long by 2 characters')
      expect(((await button('Send')) as HTMLButtonElement).disabled).toBe(true)
    })

    it('keeps a draft while the panel is closed', async () => {
      await bootOpen()
      await user.type(await box(), 'half a sent')
      await user.keyboard('{Escape}')
      await user.click(await button('Open chat'))
      expect(((await box()) as HTMLTextAreaElement).value).toBe('half a sent')
    })

    it('keeps its keys from the shortcuts of the page', async () => {
      const shortcut = vi.fn()
      document.addEventListener('keydown', shortcut)
      await bootOpen()
      await user.type(await box(), '/')
      document.removeEventListener('keydown', shortcut)
      expect(shortcut).not.toHaveBeenCalled()
    })
  })

  it('offers a failed message again', async () => {
    server.rejection = () => problem(429)
    await bootOpen()
    await user.type(await box(), 'hello{Enter}')
    await widget().findByText(/Not sent/)
    server.rejection = () => null
    await user.click(await button('Retry'))
    await waitFor(() => expect(widget().queryByText(/Not sent/)).toBeNull())
    expect(server.messages).toHaveLength(1)
  })

  it('says in words how the connection is', async () => {
    await bootOpen()
    server.reachable = false
    server.disconnect()
    expect(await widget().findByText('Reconnecting')).toBeTruthy()
    await user.type(await box(), 'hello{Enter}')
    expect(await widget().findByText('Waiting for connection')).toBeTruthy()
    server.reachable = true
    await user.click(await button('Retry now'))
    expect(await widget().findByText('Connected')).toBeTruthy()
    await waitFor(() => expect(server.messages).toHaveLength(1))
  })

  it('keeps the button to retry, and its focus, while a try is under way', async () => {
    await bootOpen()
    vi.stubGlobal(
      'WebSocket',
      class SocketThatNeverOpens {
        close() {}
      },
    )
    server.disconnect()
    const retry = await button('Retry now')
    await user.click(retry)
    expect(await widget().findByText('No connection.')).toBeTruthy()
    expect(host().shadowRoot?.activeElement).toBe(retry)
  })

  it('says calmly that the token is not accepted, tells the page, and goes on with a new one', async () => {
    const failed = vi.fn()
    parley('on', 'error', failed)
    server.refusal = problem(401)
    parley('boot', { token: 'expired' })
    parley('show')
    expect(await widget().findByText(/could not verify who you are/)).toBeTruthy()
    expect(widget().getByText('Offline')).toBeTruthy()
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ status: 401 }))
    server.refusal = null
    parley('update', { token: 'renewed' })
    expect(await widget().findByText('Connected')).toBeTruthy()
    expect(server.tokens.at(-1)).toBe('Bearer renewed')
  })

  it('tells the page why its token function failed, and tries again', async () => {
    const failed = vi.fn()
    parley('on', 'error', failed)
    const failure = new Error('the shop is closed')
    const token = vi
      .fn()
      .mockRejectedValueOnce(failure)
      .mockRejectedValueOnce(failure)
      .mockResolvedValue('token')
    parley('boot', { token })
    parley('show')
    expect(await widget().findByText('Connected', {}, { timeout: 3_000 })).toBeTruthy()
    expect(failed).toHaveBeenCalledWith(failure)
  })

  it('remembers that its sound is switched off', async () => {
    await bootOpen()
    await user.click(await button('Mute sound'))
    expect(await button('Unmute sound')).toBeTruthy()
    expect(localStorage.getItem('parley.muted')).toBe('true')
    await user.click(await button('Unmute sound'))
  })

  describe('as the page calls it', () => {
    it('tells of what happens, to listeners and on the window, until they are undone', async () => {
      const opened = vi.fn()
      const onWindow = vi.fn()
      const undo = parley('on', 'open', opened) as () => void
      addEventListener('parley:open', onWindow)
      await boot()
      parley('toggle')
      parley('toggle')
      undo()
      parley('show')
      removeEventListener('parley:open', onWindow)
      expect(opened).toHaveBeenCalledTimes(1)
      expect(onWindow).toHaveBeenCalledTimes(2)
    })

    it('tells of each new message, from either side', async () => {
      const messages: string[] = []
      parley('on', 'message', message => messages.push((message as { content: string }).content))
      server.store('old')
      await bootOpen()
      server.say('new')
      await user.type(await box(), 'mine{Enter}')
      await waitFor(() => expect(messages).toEqual(['new', 'mine']))
    })

    it('changes language, title and colours on the way', async () => {
      await bootOpen()
      parley('setLocale', 'de-AT')
      parley('update', { title: 'Moos & Distel' })
      parley('setTheme', { color: 'gold', scheme: 'dark' })
      expect(await widget().findByRole('textbox', { name: 'Nachricht' })).toBeTruthy()
      expect(await widget().findByRole('heading', { name: 'Hallo. Wie können wir helfen?' })).toBeTruthy()
      const root = host().shadowRoot?.firstElementChild as HTMLElement
      await waitFor(() => expect(root.style.getPropertyValue('--accent')).toBe('gold'))
      expect(root.dataset.theme).toBe('dark')
    })

    it('leaves nothing behind when it is shut down', async () => {
      await bootOpen()
      parley('shutdown')
      expect(document.querySelector('parley-widget')).toBeNull()
      expect(server.sockets).toEqual([])
      const { length } = server.requests
      dispatchEvent(new Event('online'))
      expect(server.requests).toHaveLength(length)
    })

    it('switches the user when it is booted with another token', async () => {
      await boot({ token: 'ada' })
      parley('boot', { token: 'bob' })
      await waitFor(() => expect(server.tokens.at(-1)).toBe('Bearer bob'))
      expect(document.querySelectorAll('parley-widget')).toHaveLength(1)
    })

    it('keeps the chat when it is booted with the same token again', async () => {
      await bootOpen()
      parley('boot', { token: 'token', title: 'Help' })
      expect(await widget().findByRole('dialog', { name: 'Help' })).toBeTruthy()
    })

    it('is told what it got wrong', () => {
      expect(() => parley('boot', {} as never)).toThrow('Parley boot needs a token')
      expect(() => (parley as (name: string) => void)('explode')).toThrow('Parley has no call "explode"')
    })
  })
})
