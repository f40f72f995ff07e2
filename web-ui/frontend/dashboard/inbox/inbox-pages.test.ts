import { describe, expect, it } from 'vitest'
import type { ChatListItem } from '../../client/wire'
import { chatsOf, type InboxPages, unreadChats, withChat } from './inbox-pages'

const chat = (id: string, minute: number, more: Partial<ChatListItem> = {}): ChatListItem => ({
  id,
  user_id: id,
  user_name: null,
  user_email: null,
  last_message_at: `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`,
  last_message_preview: '',
  last_message_sender: 'user',
  message_count: 1,
  unread: false,
  unread_count: 0,
  archived: false,
  ...more,
})

function inbox(pages: ChatListItem[][], { isComplete = true } = {}): InboxPages {
  return {
    pages: pages.map((chats, index) => ({
      chats,
      next: isComplete && index === pages.length - 1 ? null : '/admin/chats?more',
    })),
    pageParams: pages.map(() => null),
  }
}

const ids = (pages: InboxPages) => chatsOf(pages).map(({ id }) => id)

describe('a changed chat', () => {
  const known = inbox([[chat('a', 40), chat('b', 30)], [chat('c', 20)]])

  it('moves to the place of its newest message', () => {
    expect(ids(withChat(known, false, chat('c', 50)))).toEqual(['c', 'a', 'b'])
    expect(ids(withChat(known, false, chat('c', 35)))).toEqual(['a', 'c', 'b'])
  })

  it('stays where it is when only its marks change', () => {
    const changed = withChat(known, false, chat('b', 30, { unread: true }))
    expect(ids(changed)).toEqual(['a', 'b', 'c'])
    expect(chatsOf(changed)[1]?.unread).toBe(true)
  })

  it('leaves a list whose tab it is no longer in', () => {
    expect(ids(withChat(known, false, chat('b', 30, { archived: true })))).toEqual(['a', 'c'])
    expect(ids(withChat(inbox([[]]), true, chat('b', 30, { archived: true })))).toEqual(['b'])
  })

  it('goes to the end only if the end is loaded', () => {
    expect(ids(withChat(known, false, chat('d', 10)))).toEqual(['a', 'b', 'c', 'd'])
    const partly = inbox([[chat('a', 40)]], { isComplete: false })
    expect(ids(withChat(partly, false, chat('d', 10)))).toEqual(['a'])
  })
})

it('tells a chat once, though it moved to another page between two requests', () => {
  expect(
    ids(
      inbox([
        [chat('a', 40), chat('b', 30)],
        [chat('b', 30), chat('c', 20)],
      ]),
    ),
  ).toEqual(['a', 'b', 'c'])
})

describe('the number of unread chats', () => {
  const unread = [chat('a', 40, { unread: true }), chat('b', 30), chat('c', 20, { unread: true })]

  it('is exact when all are loaded', () => expect(unreadChats(inbox([unread]))).toBe('2'))
  it('is a lower limit while there are more', () =>
    expect(unreadChats(inbox([unread], { isComplete: false }))).toBe('2+'))
  it('is not told when there are none', () => expect(unreadChats(inbox([[chat('b', 30)]]))).toBe(''))
})
