export const MAX_CHARACTERS = 10_000

/** A character is a Unicode code point, as the server counts. */
export function isTooLong(content: string): boolean {
  return content.length > MAX_CHARACTERS && [...content.trim()].length > MAX_CHARACTERS
}
