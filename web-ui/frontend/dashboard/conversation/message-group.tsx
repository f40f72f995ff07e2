import { memo, useCallback } from 'react'
import type { AdminChat, Message } from '../../client/wire'
import { useDashboard } from '../dashboard-context'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { LinkedText } from '../ui/linked-text'
import { shortName } from '../ui/person'
import { clock, fullTime } from '../ui/times'
import styles from './message.module.css'
import type { MessageGroup } from './timeline'
import type { Observe } from './use-seen'

interface MessageGroupProps {
  chat: AdminChat
  group: MessageGroup
  observe: Observe
}

/** Messages that belong together, and under them who sent them, when, and whether the user has read them. */
export function MessageGroupView({ chat, group, observe }: MessageGroupProps) {
  const isAdmin = group.messages[0].sender_type === 'admin'
  const last = group.messages.at(-1) ?? group.messages[0]
  const sender = useSenderName(last, chat)
  return (
    <div className={isAdmin ? styles.ours : styles.theirs}>
      {group.messages.map(message => (
        <Bubble key={message.client_message_id} message={message} observe={observe} />
      ))}
      <p className={styles.meta}>
        <span>{sender}</span>
        <span aria-hidden="true">·</span>
        <time dateTime={last.created_at} title={fullTime(last.created_at)}>
          {clock(last.created_at)}
        </time>
        {group.isRead && (
          <>
            <span aria-hidden="true">·</span>
            <span>{texts.conversation.read}</span>
            <Icon name="read" />
          </>
        )}
      </p>
    </div>
  )
}

const Bubble = memo(({ message, observe }: { message: Message; observe: Observe }) => {
  const { sequence, content, created_at, erased } = message
  const ref = useCallback(
    (element: HTMLElement | null) => (element ? observe(element, sequence) : undefined),
    [observe, sequence],
  )
  return (
    <p className={`${styles.bubble} ${erased ? styles.erased : ''}`} ref={ref} title={fullTime(created_at)}>
      {erased ? texts.erasure.message : <LinkedText text={content ?? ''} />}
    </p>
  )
})

function useSenderName({ sender_type, sender_name }: Message, chat: AdminChat): string {
  const { me } = useDashboard()
  if (sender_type === 'user') return shortName({ ...chat, user_name: sender_name ?? chat.user_name })
  return sender_name === me.name ? texts.conversation.you : (sender_name ?? texts.conversation.admin)
}
