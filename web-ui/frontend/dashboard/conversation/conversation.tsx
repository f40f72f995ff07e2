import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useMemo, useState, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { ProblemError } from '../../client/http'
import type { AdminChat } from '../../client/wire'
import { archive, restore } from '../admin-api'
import { useDashboard } from '../dashboard-context'
import { isMissing, sentenceOf, sentenceOfProblem } from '../failures'
import { listPath, type Place } from '../places'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { avatarName, personName, shortName } from '../ui/person'
import { Composer } from './composer'
import styles from './conversation.module.css'
import { MessageList } from './message-list'
import { PastMessages } from './past/past-messages'
import { TimeBar } from './past/time-bar'
import { useMoment } from './past/use-moment'
import { type Past, usePast } from './past/use-past'

interface ConversationProps {
  chat: AdminChat
  place: Place
  detailsButton: RefObject<HTMLButtonElement | null>
  onShowDetails: () => void
}

export function Conversation({ chat, place, detailsButton, onShowDetails }: ConversationProps) {
  const { conversations } = useDashboard()
  const isErased = chat.erased_at !== null
  // biome-ignore lint/correctness/useExhaustiveDependencies: with an erasure another client takes over
  const client = useMemo(() => conversations.of(chat.id), [conversations, chat.id, isErased])
  const state = useSyncExternalStore(client.observe, client.getState)
  const { at, go } = useMoment()
  const past = usePast(chat.id, at)
  const [isBarWanted, setBarWanted] = useState(false)
  const isTravelling = isBarWanted || at !== null
  const isInPast = at !== null
  const shown = past.chat ?? chat
  const name = personName(shown)

  function toggleBar() {
    setBarWanted(!isTravelling)
    if (isInPast) go(null)
  }

  function travel(to: string | null) {
    // However it was opened: the slider stays with whoever uses it, at the end of the journey, too.
    setBarWanted(true)
    go(to)
  }

  return (
    <section className={styles.conversation} aria-label={texts.conversation.with(personName(chat))}>
      <header className={styles.header}>
        <Link
          href={listPath(place)}
          className={`btn ghost icon ${styles.back}`}
          aria-label={texts.conversation.back}
        >
          <Icon name="back" />
        </Link>
        <Avatar id={chat.id} name={avatarName(shown)} />
        <div className={styles.title}>
          <h2 dir="auto">{name}</h2>
          <p>{subtitleOf(shown)}</p>
        </div>
        {!isInPast && !isErased && <ArchiveButton chat={chat} />}
        <button
          type="button"
          className="btn ghost icon"
          aria-label={texts.past.travel}
          title={texts.past.travel}
          aria-expanded={isTravelling}
          onClick={toggleBar}
        >
          <Icon name="clock" />
        </button>
        <button
          ref={detailsButton}
          type="button"
          className={`btn ghost icon ${styles.details}`}
          aria-label={texts.conversation.details}
          title={texts.conversation.details}
          onClick={onShowDetails}
        >
          <Icon name="person" />
        </button>
      </header>
      {isTravelling && (
        <TimeBar
          chatId={chat.id}
          at={at}
          facts={past.chat ? texts.past.unread(past.chat.unread_count) : ''}
          onGo={travel}
        />
      )}
      {isInPast ? (
        <PastOrNotice past={past} at={at} />
      ) : state.loaded ? (
        <MessageList chat={chat} client={client} state={state} />
      ) : (
        <div className={styles.loading}>
          {!state.refusal && <Notice>{texts.conversation.loading}</Notice>}
        </div>
      )}
      {state.refusal && <Notice onRetry={() => client.refresh()}>{sentenceOfProblem(state.refusal)}</Notice>}
      <p className={styles.typing} role="status">
        {state.typing && !isInPast && (
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
      {isErased ? (
        <p className={styles.over}>{texts.erasure.over}</p>
      ) : (
        <Composer chatId={chat.id} recipient={shortName(chat)} client={client} isInPast={isInPast} />
      )}
    </section>
  )
}

function PastOrNotice({ past, at }: { past: Past; at: string }) {
  if (past.chat) return <PastMessages chat={past.chat} at={at} past={past} />
  return (
    <div className={styles.loading}>
      {!past.error && <Notice>{texts.conversation.loading}</Notice>}
      {past.error && isMissing(past.error) && <Notice>{sentenceOfMissing(past.error)}</Notice>}
      {past.error && !isMissing(past.error) && (
        <Notice onRetry={past.retry}>{`${texts.past.failed} ${sentenceOf(past.error)}`}</Notice>
      )}
    </div>
  )
}

/** The chat is there, so what is missing is the moment. */
function sentenceOfMissing(error: Error): string {
  const isBefore = error instanceof ProblemError && error.problem.status === 404
  return isBefore ? texts.past.before : texts.past.noMoment
}

function subtitleOf(chat: AdminChat): string {
  const known = chat.user_name ? chat.user_email : null
  return [chat.archived && texts.conversation.archivedNote, known].filter(Boolean).join(' · ')
}

function ArchiveButton({ chat }: { chat: AdminChat }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (archived: boolean) => (archived ? archive(chat.id) : restore(chat.id)),
    // What was asked for, not the opposite of what is shown: the push may have come before the answer.
    onSuccess: (_, archived) => {
      queries.setQueryData<AdminChat>(['chat', chat.id], now => now && { ...now, archived })
      void queries.invalidateQueries({ queryKey: ['inbox'] })
    },
  })
  const failed = change.variables ? texts.conversation.archiveFailed : texts.conversation.restoreFailed
  return (
    <>
      {change.isError && (
        <p className={styles.failure} role="alert">
          {failed} {sentenceOf(change.error)}
        </p>
      )}
      <ActionButton isBusy={change.isPending} onClick={() => change.mutate(!chat.archived)}>
        <Icon name={chat.archived ? 'restore' : 'archive'} />
        {chat.archived ? texts.conversation.restore : texts.conversation.archive}
      </ActionButton>
    </>
  )
}
