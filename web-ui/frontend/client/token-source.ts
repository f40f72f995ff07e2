/** A token that never changes, or a function of the host page that answers a valid one. */
export type Token = string | (() => string | Promise<string>)

export class TokenSource {
  readonly #token: Token
  readonly #onFailure: (error: unknown) => void
  #last: string | null = null

  constructor(token: Token, onFailure: (error: unknown) => void = () => {}) {
    this.#token = token
    this.#onFailure = onFailure
  }

  get renewable(): boolean {
    return typeof this.#token === 'function'
  }

  /** Asks the host page anew. Fails as the page's function does, and says so to `onFailure`. */
  async fresh(): Promise<string> {
    try {
      this.#last = typeof this.#token === 'function' ? await this.#token() : this.#token
      return this.#last
    } catch (error) {
      this.#onFailure(error)
      throw error
    }
  }

  /** The last one, so that a poll every few seconds is no load on the host. */
  async current(): Promise<string> {
    return this.#last ?? (await this.fresh())
  }
}
