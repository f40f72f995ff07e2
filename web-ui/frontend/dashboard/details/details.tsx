import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'
import type { AdminChat } from '../../client/wire'
import { texts } from '../texts'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { avatarName } from '../ui/person'
import { longDate } from '../ui/times'
import styles from './details.module.css'
import { Erasure } from './erasure'
import { History } from './history'
import { useHistory } from './use-history'

interface DetailsProps {
  chat: AdminChat
  name: string
  /** Counts only where there is no room for them beside the conversation. */
  isShown: boolean
  /** The button that shows them, which the focus goes back to. */
  opener: RefObject<HTMLElement | null>
  onClose: () => void
}

/** Who the user is, and all that happened in the chat. */
export function Details({ chat, name, isShown, opener, onClose }: DetailsProps) {
  const history = useHistory(chat)
  const closeButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isShown) return
    closeButton.current?.focus()
    return () => opener.current?.focus()
  }, [isShown, opener])

  function keyPressed(event: KeyboardEvent) {
    if (event.key === 'Escape' && isShown) onClose()
  }

  return (
    <aside
      className={`${styles.details} ${isShown ? styles.shown : ''}`}
      data-shown={isShown}
      aria-label={texts.details.region}
      onKeyDown={keyPressed}
    >
      <div className={styles.person}>
        <div className={styles.top}>
          <Avatar id={chat.id} name={avatarName(chat)} size="large" />
          <div>
            <p className={styles.name}>{name}</p>
            <p className={styles.since}>{texts.details.firstContact(longDate(chat.created_at))}</p>
          </div>
          <button
            ref={closeButton}
            type="button"
            className={`btn ghost icon ${styles.close}`}
            aria-label={texts.details.close}
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        <dl>
          {chat.user_email && (
            <>
              <dt>{texts.details.email}</dt>
              <dd title={chat.user_email}>
                <a href={mailTo(chat.user_email)}>{chat.user_email}</a>
              </dd>
            </>
          )}
          {chat.user_id && (
            <>
              <dt>{texts.details.userId}</dt>
              <dd className={styles.code} title={chat.user_id}>
                {chat.user_id}
              </dd>
            </>
          )}
        </dl>
        <Erasure chat={chat} />
      </div>
      <History chat={chat} history={history} />
    </aside>
  )
}

/** An address may hold characters that mean something else in a link; the @ before its domain has to stay one. */
function mailTo(email: string): string {
  const at = email.lastIndexOf('@')
  return `mailto:${encodeURIComponent(email.slice(0, at))}@${encodeURIComponent(email.slice(at + 1))}`
}
