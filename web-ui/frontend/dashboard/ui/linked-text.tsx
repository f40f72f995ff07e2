import { LinkifyIt } from 'linkify-it'
import type { ReactNode } from 'react'

const links = new LinkifyIt().add('ftp:', null).add('//', null)

/** Plain text with its web and mail addresses as links; never HTML. */
export function LinkedText({ text }: { text: string }) {
  const found = links.match(text)
  if (!found) return text
  const parts: ReactNode[] = []
  let end = 0
  for (const link of found) {
    parts.push(
      text.slice(end, link.index),
      <a key={link.index} href={link.url} target="_blank" rel="noopener noreferrer nofollow">
        {link.raw}
      </a>,
    )
    end = link.lastIndex
  }
  parts.push(text.slice(end))
  return parts
}
