const MAX_CHARACTERS = 10_000

/** By how many characters a message is too long to be sent. A character is a Unicode code point, as for the server. */
export function charactersTooMany(content: string): number {
  if (content.length <= MAX_CHARACTERS) return 0
  return Math.max(0, [...content.trim()].length - MAX_CHARACTERS)
}
