/**
 * The part of STOMP 1.2 (https://stomp.github.io/stomp-specification-1.2.html) that a chat needs: frames with text
 * bodies, receipts, heart-beats both ways. A whole client library is half as large as the widget may be.
 */
export interface Frame {
  command: string
  headers: Record<string, string>
  body: string
}

const HEARTBEAT_MS = 10_000
/** How late a heart-beat may be before the link counts as dead: networks delay, browsers throttle. */
const GRACE_MS = 5_000

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\r': '\\r', '\n': '\\n', ':': '\\c' }
const UNESCAPES: Record<string, string> = { '\\\\': '\\', '\\r': '\r', '\\n': '\n', '\\c': ':' }

export function encode({ command, headers, body }: Frame): string {
  // CONNECT is exempt from escaping, so that a server of STOMP 1.0 can read it.
  const text = (value: string) =>
    command === 'CONNECT' ? value : value.replace(/[\\\r\n:]/g, character => ESCAPES[character] ?? character)
  const lines = Object.entries(headers).map(([name, value]) => `${text(name)}:${text(value)}\n`)
  return `${command}\n${lines.join('')}\n${body}\0`
}

/** The frames in one WebSocket message; none, if it is a heart-beat. */
export function decode(data: string): Frame[] {
  return data
    .split('\0')
    .map(part => part.replace(/^[\r\n]+/, ''))
    .filter(part => part !== '')
    .map(decodeFrame)
}

function decodeFrame(text: string): Frame {
  const [, head = text, body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(text) ?? []
  const [command = '', ...lines] = head.split(/\r?\n/)
  const raw = command === 'CONNECTED'
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)].map(part =>
      raw ? part : part.replace(/\\[\\rnc]/g, pair => UNESCAPES[pair] ?? pair),
    ) as [string, string]
    // Of a repeated header the first one counts.
    headers[name] ??= value
  }
  return { command, headers, body }
}

export interface StompListener {
  connected(): void
  frame(frame: Frame): void
  /** Said once, whatever ended the connection; nothing follows it. */
  closed(): void
}

/** One connection, from its CONNECT frame to its end. It never comes back: a transport opens the next one. */
export class StompConnection {
  readonly #socket: WebSocket
  readonly #listener: StompListener
  #open = true
  #lastSent = Date.now()
  #lastReceived = Date.now()
  /** How often we have to speak, and how often we expect to hear something; 0 is never. */
  #outgoing = 0
  #incoming = 0
  #pulse: ReturnType<typeof setInterval> | undefined

  constructor(socket: WebSocket, headers: Record<string, string>, listener: StompListener) {
    this.#socket = socket
    this.#listener = listener
    socket.onopen = () =>
      this.send('CONNECT', {
        'accept-version': '1.2',
        host: new URL(socket.url).host,
        'heart-beat': `${HEARTBEAT_MS},${HEARTBEAT_MS}`,
        ...headers,
      })
    socket.onmessage = event => this.#receive(String(event.data))
    socket.onclose = () => this.close()
  }

  send(command: string, headers: Record<string, string>, body = ''): void {
    this.#write(encode({ command, headers, body }))
  }

  /** Ends the connection if the other side has been silent for too long: timers may have slept with the machine. */
  check(): void {
    if (this.#incoming && Date.now() - this.#lastReceived > this.#incoming + GRACE_MS) this.close()
  }

  /** Does not wait for the closing handshake: over a dead link it would take a minute. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    clearInterval(this.#pulse)
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null
    this.#socket.close()
    this.#listener.closed()
  }

  #receive(data: string): void {
    this.#lastReceived = Date.now()
    for (const frame of decode(data)) {
      if (!this.#open) return
      if (frame.command === 'CONNECTED') this.#connected(frame)
      else if (frame.command === 'ERROR') this.close()
      else this.#listener.frame(frame)
    }
    // Timers of a hidden page may run once a minute, incoming data always wakes it: answer a heart-beat with ours.
    this.#beat()
  }

  #connected({ headers }: Frame): void {
    const [theirs = 0, wanted = 0] = (headers['heart-beat'] ?? '').split(',').map(Number)
    this.#outgoing = wanted && Math.max(HEARTBEAT_MS, wanted)
    this.#incoming = theirs && Math.max(HEARTBEAT_MS, theirs)
    this.#pulse = setInterval(() => {
      this.#beat()
      this.check()
    }, HEARTBEAT_MS / 4)
    this.#listener.connected()
  }

  /** A heart-beat is due well before the interval is over, since it has to arrive within it. */
  #beat(): void {
    if (this.#open && this.#outgoing && Date.now() - this.#lastSent >= this.#outgoing / 2) this.#write('\n')
  }

  #write(data: string): void {
    this.#lastSent = Date.now()
    this.#socket.send(data)
  }
}
