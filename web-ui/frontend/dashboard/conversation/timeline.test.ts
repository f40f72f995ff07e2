import { describe, expect, it } from 'vitest'
import type { Message, SenderType } from '../../client/wire'
import { timelineOf } from './timeline'

const noon = new Date(2026, 10, 22, 12).getTime()
const MINUTE = 60_000

/** Messages as "u" of the user and "a" of an admin, each with its minutes after noon. */
function messages(...sent: [who: 'u' | 'a', minutes: number, name?: string][]): Message[] {
  return sent.map(([who, minutes, name = who], index) => ({
    id: `id-${index}`,
    sequence: index + 1,
    content: `message ${index + 1}`,
    sender_type: (who === 'u' ? 'user' : 'admin') satisfies SenderType,
    sender_name: name,
    read_at: null,
    created_at: new Date(noon + minutes * MINUTE).toISOString(),
    client_message_id: `client-${index}`,
  }))
}

/** The timeline in short: dividers by their kind, groups by their sequences, read ones marked. */
function outline(sent: Message[], { userReadUpTo = 0, newFrom = null as number | null } = {}) {
  return timelineOf({ messages: sent, userReadUpTo }, newFrom).map(item =>
    item.kind === 'group'
      ? `${item.messages.map(({ sequence }) => sequence).join(',')}${item.isRead ? ' read' : ''}`
      : item.kind,
  )
}

describe('the timeline', () => {
  it('groups what one sender writes in short succession', () => {
    expect(outline(messages(['u', 0], ['u', 1], ['a', 2], ['a', 3], ['u', 4]))).toEqual([
      'day',
      '1,2',
      '3,4',
      '5',
    ])
  })

  it('begins a new group after a pause', () => {
    expect(outline(messages(['u', 0], ['u', 5]))).toEqual(['day', '1', '2'])
  })

  it('keeps two admins apart', () => {
    expect(outline(messages(['a', 0, 'Mara'], ['a', 1, 'Noor']))).toEqual(['day', '1', '2'])
  })

  it('divides days', () => {
    expect(outline(messages(['u', 0], ['u', 24 * 60]))).toEqual(['day', '1', 'day', '2'])
  })

  it('divides the new messages from those before', () => {
    expect(outline(messages(['u', 0], ['u', 1]), { newFrom: 2 })).toEqual(['day', '1', 'new', '2'])
  })

  it('shows how far an admin was read, within what would be one group', () => {
    expect(outline(messages(['a', 0], ['a', 1], ['a', 2]), { userReadUpTo: 2 })).toEqual([
      'day',
      '1,2 read',
      '3',
    ])
  })

  it('says nothing about the reading of what the user wrote', () => {
    expect(outline(messages(['u', 0]), { userReadUpTo: 1 })).toEqual(['day', '1'])
  })
})
