import { userChatApi } from '../client/chat-api'
import { ChatClient, type ChatState } from '../client/chat-client'
import { StompTransport } from '../client/stomp-transport'
import { type Token, TokenSource } from '../client/token-source'
import type { Message } from '../client/wire'
import type { Emit } from './parley'
import type { Settings } from './settings'
import { chime, isMuted, setMuted, silence } from './sound'
import { type Texts, textsOf } from './texts'

export interface View {
  chat: ChatState
  open: boolean
  muted: boolean
  texts: Texts
  title: string
  theme: NonNullable<Settings['theme']>
  /** The newest admin's message that came while the panel was closed, until it is opened or waved away. */
  preview: Message | null
}

const EAGER_DELAY_MS = 5_000
const IDLE_DELAY_MS = 30_000

/** One user on one page, from `boot` to `shutdown`: the chat, and whether its panel is open. */
export class Session {
  readonly chat: ChatClient
  readonly #transport: StompTransport
  readonly #emit: Emit
  readonly #observers = new Set<() => void>()
  #tokens: TokenSource
  #settings: Settings
  #open = false
  #dismissed = 0
  #view: View

  constructor(server: string, settings: Settings, emit: Emit) {
    this.#settings = settings
    this.#emit = emit
    this.#tokens = this.#tokenSource()
    this.#transport = new StompTransport({
      url: `${server.replace(/^http/, 'ws')}/ws`,
      headers: async () => ({ Authorization: `Bearer ${await this.#tokens.fresh()}` }),
    })
    this.chat = new ChatClient(
      userChatApi(server, () => this.#tokens),
      this.#transport,
      {
        message: message => this.#arrived(message),
        // Nothing gets better by asking in a loop: a new token, or the person, starts it again.
        refusal: problem => {
          this.#transport.stop()
          emit('error', problem)
        },
      },
    )
    this.#view = this.#look()
    this.chat.observe(() => this.#changed())
  }

  readonly getView = (): View => this.#view

  readonly observe = (observer: () => void): (() => void) => {
    this.#observers.add(observer)
    return () => this.#observers.delete(observer)
  }

  start(): void {
    this.#transport.setLongestDelay(IDLE_DELAY_MS)
    this.#transport.start()
    this.chat.start()
  }

  stop(): void {
    this.chat.stop()
    this.#transport.stop()
    this.#observers.clear()
    silence()
  }

  get token(): Token {
    return this.#settings.token
  }

  update(settings: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...settings }
    if (settings.token !== undefined) {
      this.#tokens = this.#tokenSource()
      this.retryNow()
    }
    this.#changed()
  }

  setOpen(open: boolean): void {
    if (open === this.#open) return
    this.#open = open
    this.#transport.setLongestDelay(open ? EAGER_DELAY_MS : IDLE_DELAY_MS)
    this.#changed()
    this.#emit(open ? 'open' : 'close')
    if (open && this.#view.chat.refusal) this.retryNow()
  }

  setMuted(muted: boolean): void {
    setMuted(muted)
    this.#changed()
  }

  dismissPreview(): void {
    this.#dismissed = this.#view.preview?.sequence ?? 0
    this.#changed()
  }

  retryNow(): void {
    if (this.#view.chat.refusal) this.chat.refresh()
    this.#transport.start()
    this.#transport.retryNow()
  }

  /** Without a token the chat only waits; what kept the page from making one is the page's to know. */
  #tokenSource(): TokenSource {
    return new TokenSource(this.#settings.token, error => this.#emit('error', error))
  }

  #arrived(message: Message): void {
    if (message.sender_type === 'admin') chime()
    this.#emit('message', message)
  }

  #changed(): void {
    const before = this.#view.chat
    this.#view = this.#look()
    const { loaded, unread, connection } = this.#view.chat
    for (const observer of this.#observers) observer()
    if (loaded && !before.loaded) this.#emit('ready')
    if (unread !== before.unread) this.#emit('unread', unread)
    if (connection.state !== before.connection.state) this.#emit('connection', connection.state)
  }

  #look(): View {
    const chat = this.chat.getState()
    const texts = textsOf(this.#settings.locale ?? document.documentElement.lang)
    const newest =
      chat.unread > 0 ? chat.messages.findLast(({ sender_type }) => sender_type === 'admin') : null
    return {
      chat,
      open: this.#open,
      muted: isMuted(),
      texts,
      title: this.#settings.title ?? texts.title,
      theme: this.#settings.theme ?? {},
      preview: !this.#open && newest && newest.sequence > this.#dismissed ? newest : null,
    }
  }
}
