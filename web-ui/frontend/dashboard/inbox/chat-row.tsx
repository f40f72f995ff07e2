import type { KeyboardEvent } from 'react'
import { Link } from 'wouter'
import type { ChatListItem } from '../../client/wire'
import { texts } from '../texts'
import { Avatar } from '../ui/avatar'
import { useNow } from '../ui/now'
import { avatarName, personName } from '../ui/person'
import { fullTime, relativeTime } from '../ui/times'
import styles from './chat-row.module.css'

interface ChatRowProps {
  chat: ChatListItem
  href: string
  isSelected: boolean
  isTabStop: boolean
  onKeyDown: (event: KeyboardEvent) => void
}

export function ChatRow({ chat, href, isSelected, isTabStop, onKeyDown }: ChatRowProps) {
  const now = useNow()
  const name = personName(chat)
  const marks = [styles.row, isSelected && styles.selected, chat.unread && styles.unread]
  return (
    <Link
      href={href}
      className={marks.filter(Boolean).join(' ')}
      aria-current={isSelected ? 'true' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      onKeyDown={onKeyDown}
    >
      <Avatar id={chat.id} name={avatarName(chat)} />
      <span className={styles.body}>
        <span className={styles.line}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <time dateTime={chat.last_message_at} title={fullTime(chat.last_message_at)}>
            {relativeTime(chat.last_message_at, now)}
          </time>
        </span>
        <span className={styles.line}>
          <span className={styles.preview}>
            {chat.last_message_sender === 'admin' && !chat.erased && (
              <span className={styles.you}>{texts.list.you}</span>
            )}
            <span className={styles.text} dir="auto">
              {chat.erased ? texts.erasure.message : chat.last_message_preview}
            </span>
          </span>
          {chat.unread ? (
            <span className={styles.badge} role="img" aria-label={texts.list.unread(chat.unread_count)}>
              {chat.unread_count > 99 ? '99+' : chat.unread_count}
            </span>
          ) : (
            <span className={styles.count} role="img" aria-label={texts.list.messages(chat.message_count)}>
              {chat.message_count}
            </span>
          )}
        </span>
      </span>
    </Link>
  )
}
