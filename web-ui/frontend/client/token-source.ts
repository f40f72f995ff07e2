/** A token that never changes, or a function of the host page that answers a valid one. */
export type Token = string | (() => string | Promise<string>)

export class TokenSource {
  readonly #token: Token
  readonly #onFailure: (error: unknown) => void
  /** The last answer, or the one under way, so that two who need a token at once ask the host once. */
  #last: Promise<string> | null = null

  constructor(token: Token, onFailure: (error: unknown) => void = () => {}) {
    this.#token = token
    this.#onFailure = onFailure
  }

  get renewable(): boolean {
    return typeof this.#token === 'function'
  }

  /** Asks the host page anew. Fails as the page's function does, and says so to `onFailure`. */
  fresh(): Promise<string> {
    const asked = this.#ask()
    this.#last = asked
    asked.catch(error => {
      this.#last = null
      this.#onFailure(error)
    })
    return asked
  }

  /** The last one, so that a poll every few seconds is no load on the host. */
  current(): Promise<string> {
    return this.#last ?? this.fresh()
  }

  async #ask(): Promise<string> {
    return typeof this.#token === 'function' ? this.#token() : this.#token
  }
}
