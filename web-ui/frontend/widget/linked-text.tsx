/** http, https and mailto only: whatever else looks like an address stays text. */
const ADDRESS = /\b(?:https?:\/\/|mailto:)[^\s<>"]+/gi

/** A message as text, with its addresses as links. Never HTML. */
export function LinkedText({ text }: { text: string }) {
  const parts = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0])
    if (!URL.canParse(address)) continue
    parts.push(
      text.slice(end, match.index),
      <a key={match.index} href={address} target="_blank" rel="noopener noreferrer nofollow">
        {address}
      </a>,
    )
    end = match.index + address.length
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  )
}

/** Punctuation that ends the sentence is not the address's, nor is a bracket that it did not open. */
function withoutTrailing(address: string): string {
  const trimmed = address.replace(/[.,;:!?'*\]}]+$/, '')
  const opened = trimmed.split('(').length >= trimmed.split(')').length
  return trimmed.endsWith(')') && !opened ? withoutTrailing(trimmed.slice(0, -1)) : trimmed
}
