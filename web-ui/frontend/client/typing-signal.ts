const PAUSE_MS = 2_000
const IDLE_MS = 4_000

/** Turns keystrokes into few "is typing" signals: the server drops more than one a second. */
export class TypingSignal {
  readonly #send: (typing: boolean) => void
  #sentAt = 0
  #idle: ReturnType<typeof setTimeout> | undefined

  constructor(send: (typing: boolean) => void) {
    this.#send = send
  }

  keystroke(): void {
    if (Date.now() - this.#sentAt >= PAUSE_MS) {
      this.#sentAt = Date.now()
      this.#send(true)
    }
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      this.end()
      this.#send(false)
    }, IDLE_MS)
  }

  /** The message itself tells the other side that its typing is over. */
  end(): void {
    clearTimeout(this.#idle)
    this.#sentAt = 0
  }
}
