import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import type { AdminChat } from '../../client/wire'
import { archive, restore } from '../admin-api'
import { useDashboard } from '../dashboard-context'
import { sentenceOf, sentenceOfProblem } from '../failures'
import { listPath, type Place } from '../places'
import { texts } from '../texts'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { avatarName, personName, shortName } from '../ui/person'
import { Composer } from './composer'
import styles from './conversation.module.css'
import { MessageList } from './message-list'

interface ConversationProps {
  chat: AdminChat
  place: Place
  onShowDetails: () => void
}

export function Conversation({ chat, place, onShowDetails }: ConversationProps) {
  const { conversations } = useDashboard()
  const client = useMemo(() => conversations.of(chat.id), [conversations, chat.id])
  const state = useSyncExternalStore(client.observe, client.getState)
  const name = personName(chat)

  return (
    <section className={styles.conversation} aria-label={texts.conversation.with(name)}>
      <header className={styles.header}>
        <Link
          href={listPath(place)}
          className={`btn ghost icon ${styles.back}`}
          aria-label={texts.conversation.back}
        >
          <Icon name="back" />
        </Link>
        <Avatar id={chat.id} name={avatarName(chat)} />
        <div className={styles.title}>
          <h2 dir="auto">{name}</h2>
          <p>{subtitleOf(chat)}</p>
        </div>
        <ArchiveButton chat={chat} />
        <button
          type="button"
          className={`btn ghost icon ${styles.details}`}
          aria-label={texts.conversation.details}
          onClick={onShowDetails}
        >
          <Icon name="person" />
        </button>
      </header>
      {state.loaded ? (
        <MessageList chat={chat} client={client} state={state} />
      ) : (
        <div className={styles.loading}>
          {!state.refusal && <Notice>{texts.conversation.loading}</Notice>}
        </div>
      )}
      {state.refusal && <Notice onRetry={() => client.refresh()}>{sentenceOfProblem(state.refusal)}</Notice>}
      <p className={styles.typing} role="status">
        {state.typing && (
          <>
            <span className={styles.dots} aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {texts.conversation.typing(
              shortName({ ...chat, user_name: state.typing.name ?? chat.user_name }),
            )}
          </>
        )}
      </p>
      <Composer chatId={chat.id} recipient={shortName(chat)} client={client} />
    </section>
  )
}

function subtitleOf(chat: AdminChat): string {
  const known = chat.user_name ? chat.user_email : null
  return [chat.archived && texts.conversation.archivedNote, known].filter(Boolean).join(' · ')
}

function ArchiveButton({ chat }: { chat: AdminChat }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => (chat.archived ? restore(chat.id) : archive(chat.id)),
    onSuccess: () => {
      queries.setQueryData<AdminChat>(['chat', chat.id], now => now && { ...now, archived: !chat.archived })
      void queries.invalidateQueries({ queryKey: ['inbox'] })
    },
  })
  const failed = chat.archived ? texts.conversation.restoreFailed : texts.conversation.archiveFailed
  return (
    <>
      {change.isError && (
        <p className={styles.failure} role="alert">
          {failed} {sentenceOf(change.error)}
        </p>
      )}
      <button type="button" className="btn" disabled={change.isPending} onClick={() => change.mutate()}>
        <Icon name={chat.archived ? 'restore' : 'archive'} />
        {chat.archived ? texts.conversation.restore : texts.conversation.archive}
      </button>
    </>
  )
}
