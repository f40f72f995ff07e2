import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link } from 'wouter'
import type { ParkedChat } from '../../client/wire'
import { sentenceOf } from '../failures'
import { chatPath } from '../places'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { Icon } from '../ui/icon'
import { useNow } from '../ui/now'
import { fullTime, relativeTime } from '../ui/times'
import styles from './parked-chats.module.css'
import { retryParkedChat } from './read-models-api'
import { parkedKey } from './use-read-models'

interface ParkedChatsProps {
  readModel: string
  chats: ParkedChat[]
  /** A chat is about to go, and the focus with it. */
  onLeave: () => void
}

/** The chats that a read model could not go on with, each with a button to try again. */
export function ParkedChats({ readModel, chats, onLeave }: ParkedChatsProps) {
  return (
    <ul className={styles.parked} aria-label={texts.readModels.parked.title(readModel)}>
      {chats.map(chat => (
        <Parked key={chat.chat_id} readModel={readModel} chat={chat} onLeave={onLeave} />
      ))}
    </ul>
  )
}

function Parked({ readModel, chat, onLeave }: Omit<ParkedChatsProps, 'chats'> & { chat: ParkedChat }) {
  const now = useNow()
  const queries = useQueryClient()
  const button = useRef<HTMLButtonElement>(null)
  const retrying = useMutation({
    mutationFn: () => retryParkedChat(readModel, chat.chat_id),
    onSuccess: () => {
      if (document.activeElement === button.current) onLeave()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: parkedKey(readModel) }),
  })
  const mark = chat.chat_id.slice(0, 8)
  return (
    <li>
      <Icon name="warning" />
      <p>
        <Link href={chatPath('inbox', chat.chat_id)} title={chat.chat_id}>
          {texts.readModels.parked.chat(mark)}
        </Link>{' '}
        <span title={fullTime(chat.parked_at)}>
          {texts.readModels.parked.since(chat.from_sequence, relativeTime(chat.parked_at, now))}
        </span>{' '}
        <code>{chat.reason}</code>
        {retrying.isError && <strong role="alert">{sentenceOf(retrying.error)}</strong>}
      </p>
      <ActionButton
        ref={button}
        aria-label={texts.readModels.parked.retryOf(mark)}
        isBusy={retrying.isPending}
        onClick={() => retrying.mutate()}
      >
        {texts.readModels.parked.retry}
      </ActionButton>
    </li>
  )
}
