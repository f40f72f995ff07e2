import { type Frame, StompConnection } from './stomp'

export type Connection =
  | { state: 'connected' }
  /** `nextTryAt` is a time in ms since 1970, or null while a try is under way. */
  | { state: 'reconnecting'; nextTryAt: number | null }
  /** Stopped, or the browser knows of no network; in the latter case the tries go on nevertheless. */
  | { state: 'offline' }

interface TransportOptions {
  url: string
  /** Headers of the CONNECT frame, asked for anew for each connection, so that a token is never stale. */
  headers: () => Promise<Record<string, string>>
}

interface Subscription<Body> {
  onMessage: (body: Body) => void
  /** Everything committed from now on will be pushed; called after each (re)connection. */
  onReady?: () => void
}

const FIRST_DELAY_MS = 500
/** Of a try, token and handshake included. */
const CONNECT_TIMEOUT_MS = 10_000
/** A connection that ends earlier does not reset the backoff: a server that throws us out is not asked in a loop. */
const STABLE_MS = 10_000

/** Keeps one STOMP connection alive, and all subscriptions on it, until it is stopped. */
export class StompTransport {
  readonly #options: TransportOptions
  readonly #subscriptions = new Map<string, { destination: string } & Subscription<never>>()
  readonly #listeners = new Set<(connection: Connection) => void>()
  #connection: Connection = { state: 'offline' }
  #stomp: StompConnection | null = null
  #started = false
  #trying = false
  /** Tells a try from an earlier one that was given up. */
  #attempt = 0
  #failures = 0
  #connectedAt = 0
  #lastId = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  /** The longest pause between two tries; short while somebody waits in front of an open chat. */
  #longestDelay = 5_000

  constructor(options: TransportOptions) {
    this.#options = options
  }

  get connection(): Connection {
    return this.#connection
  }

  start(): void {
    if (this.#started) return
    this.#started = true
    this.#failures = 0
    addEventListener('online', this.retryNow)
    addEventListener('offline', this.#drop)
    document.addEventListener('visibilitychange', this.#lookAgain)
    void this.#connect()
  }

  stop(): void {
    if (!this.#started) return
    this.#started = this.#trying = false
    this.#attempt++
    clearTimeout(this.#timer)
    removeEventListener('online', this.retryNow)
    removeEventListener('offline', this.#drop)
    document.removeEventListener('visibilitychange', this.#lookAgain)
    this.#stomp?.close()
    this.#stomp = null
    this.#become({ state: 'offline' })
  }

  readonly retryNow = (): void => {
    if (this.#started && !this.#trying && this.#connection.state !== 'connected') void this.#connect()
  }

  setLongestDelay(milliseconds: number): void {
    const shorter = milliseconds < this.#longestDelay
    this.#longestDelay = milliseconds
    if (shorter) this.retryNow()
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Lasts over reconnections, until the answered function is called. */
  subscribe<Body>(destination: string, subscription: Subscription<Body>): () => void {
    const id = String(++this.#lastId)
    this.#subscriptions.set(id, { destination, ...subscription })
    if (this.#connection.state === 'connected') this.#sendSubscribe(id, destination)
    return () => {
      this.#subscriptions.delete(id)
      if (this.#connection.state === 'connected') this.#stomp?.send('UNSUBSCRIBE', { id })
    }
  }

  /** Sends only while connected; what must not be lost is kept by the caller until it is answered. */
  send(destination: string, body: unknown): void {
    if (this.#connection.state !== 'connected') return
    this.#stomp?.send('SEND', { destination, 'content-type': 'application/json' }, JSON.stringify(body))
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer)
    const attempt = ++this.#attempt
    const current = () => attempt === this.#attempt
    this.#trying = true
    this.#become(this.#disconnected(null))
    this.#timer = setTimeout(() => this.#failed(), CONNECT_TIMEOUT_MS)
    try {
      const headers = await this.#options.headers()
      if (!current()) return
      this.#stomp = new StompConnection(new WebSocket(this.#options.url, 'v12.stomp'), headers, {
        connected: () => current() && this.#connected(),
        frame: frame => current() && this.#receive(frame),
        closed: () => current() && this.#failed(),
      })
    } catch {
      // No token, or an address that no socket opens to: tried again like any other failure.
      if (current()) this.#failed()
    }
  }

  #connected(): void {
    clearTimeout(this.#timer)
    this.#trying = false
    this.#connectedAt = Date.now()
    this.#become({ state: 'connected' })
    for (const [id, { destination }] of this.#subscriptions) this.#sendSubscribe(id, destination)
  }

  #sendSubscribe(id: string, destination: string): void {
    this.#stomp?.send('SUBSCRIBE', { id, destination, receipt: id })
  }

  #receive({ command, headers, body }: Frame): void {
    if (command === 'RECEIPT') this.#subscriptions.get(headers['receipt-id'] ?? '')?.onReady?.()
    if (command === 'MESSAGE') {
      this.#subscriptions.get(headers.subscription ?? '')?.onMessage(JSON.parse(body) as never)
    }
  }

  #failed(): void {
    this.#attempt++
    this.#trying = false
    this.#stomp?.close()
    this.#stomp = null
    if (this.#connectedAt && Date.now() - this.#connectedAt >= STABLE_MS) this.#failures = 0
    this.#connectedAt = 0
    const longest = Math.min(this.#longestDelay, FIRST_DELAY_MS * 2 ** this.#failures++)
    // The jitter spreads out those whom a restart of the server threw out at the same moment.
    const delay = longest * (0.5 + Math.random() / 2)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.retryNow, delay)
    this.#become(this.#disconnected(Date.now() + delay))
  }

  #disconnected(nextTryAt: number | null): Connection {
    return navigator.onLine ? { state: 'reconnecting', nextTryAt } : { state: 'offline' }
  }

  readonly #drop = (): void => {
    if (this.#stomp) this.#failed()
    else this.#become({ state: 'offline' })
  }

  readonly #lookAgain = (): void => {
    if (document.visibilityState !== 'visible') return
    this.#stomp?.check()
    this.retryNow()
  }

  #become(connection: Connection): void {
    this.#connection = connection
    for (const listener of this.#listeners) listener(connection)
  }
}
