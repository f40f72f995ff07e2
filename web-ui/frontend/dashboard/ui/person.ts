import { texts } from '../texts'

interface ChatOfPerson {
  id: string
  user_name: string | null
  user_email: string | null
  erased?: true
  erased_at?: string | null
}

/** What to call the user of a chat: the name, else the e-mail, else a mark that stays the same. */
export function personName(chat: ChatOfPerson): string {
  if (chat.erased || chat.erased_at) return texts.erasure.person
  return chat.user_name ?? chat.user_email ?? texts.visitor(chat.id.slice(0, 4))
}

/** What an avatar takes its letters from: of a mark, none. */
export function avatarName(chat: ChatOfPerson): string {
  return chat.user_name ?? chat.user_email ?? texts.visitor('')
}

/** The short form for a sentence: "Lena" of "Lena Okafor"; an address or a mark stays whole. */
export function shortName(chat: ChatOfPerson): string {
  return chat.user_name?.trim().split(/\s+/)[0] ?? personName(chat)
}

/** One or two letters for an avatar. */
export function initials(name: string): string {
  const words =
    name
      .split('@')[0]
      ?.split(/[\s._-]+/)
      .filter(Boolean) ?? []
  const letters = words.map(word => [...word][0] ?? '').filter(letter => /\p{L}/u.test(letter))
  const last = letters.length > 1 ? letters.at(-1) : ''
  return `${letters[0] ?? '?'}${last}`.toLocaleUpperCase('en')
}

/** A hue that belongs to an id for ever, so that a person keeps the colour. */
export function hue(id: string): number {
  let hash = 0
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return hash % 360
}
