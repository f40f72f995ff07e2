import type { HistoryEntry } from '../../client/wire'
import type { IconName } from './icon'

export type Tone = 'accent' | 'ok' | 'warn' | 'bad'

/** What kind of event it is, at a glance. */
export function lookOf({ type, actor }: Pick<HistoryEntry, 'type' | 'actor'>): {
  icon: IconName
  tone?: Tone
} {
  switch (type) {
    case 'ChatStarted':
      return { icon: 'globe', tone: 'ok' }
    case 'UserDetailsChanged':
      return { icon: 'person' }
    case 'MessageSent':
      return actor.type === 'admin' ? { icon: 'arrowUp', tone: 'accent' } : { icon: 'chat' }
    case 'MessagesRead':
    case 'ChatViewed':
      return { icon: 'eye' }
    case 'ChatArchived':
      return { icon: 'archive' }
    case 'ChatRestored':
      return { icon: 'restore' }
    case 'ChatErased':
      return { icon: 'person', tone: 'warn' }
    case 'ReplyEmailFailed':
      return { icon: 'warning', tone: 'warn' }
    case 'AdminSignedIn':
      return { icon: 'key', tone: 'ok' }
    case 'AdminSignedOut':
      return { icon: 'signOut' }
    case 'AdminSignInFailed':
    case 'ChatParked':
      return { icon: 'warning', tone: 'bad' }
    case 'EventsExported':
    case 'PersonExported':
      return { icon: 'download', tone: 'accent' }
    case 'ReadModelRebuildRequested':
    case 'ParkedChatRetried':
      return { icon: 'restore', tone: 'accent' }
    default:
      return type.startsWith('ReplyEmail') ? { icon: 'mail', tone: 'accent' } : { icon: 'chevron' }
  }
}
