import type { Token } from '../client/token-source'

export interface Theme {
  /** Any CSS colour; what is written on it is chosen to be readable. */
  color?: string
  scheme?: 'light' | 'dark' | 'auto'
}

/** What a host page may say at `boot`, and all of it but the token again at `update`. */
export interface Settings {
  token: Token
  locale?: string
  title?: string
  theme?: Theme
}
