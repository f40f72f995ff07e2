import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdminChat, HistoryEntry } from '../../client/wire'
import { useMoment } from '../conversation/past/use-moment'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { EventMark } from '../ui/event-mark'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { useNow } from '../ui/now'
import { personName } from '../ui/person'
import { clock, fullTime, isSameDay, relativeTime } from '../ui/times'
import { useFocusOnMore } from '../ui/use-focus-on-more'
import styles from './history.module.css'

const SHOWN_AT_FIRST = 20

interface HistoryProps {
  chat: AdminChat
  /** Newest first. */
  history: UseInfiniteQueryResult<HistoryEntry[]>
}

/** The audit history, newest first: who, what, when, and on demand the details. */
export function History({ chat, history }: HistoryProps) {
  const [isWhole, setIsWhole] = useState(false)
  const { go } = useMoment()
  const entries = history.data ?? []
  const shown = isWhole ? entries : entries.slice(0, SHOWN_AT_FIRST)
  const { list, awaitMore } = useFocusOnMore<HTMLOListElement>(shown.length)
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = history

  function showWhole() {
    awaitMore()
    setIsWhole(true)
  }

  function loadOlder() {
    awaitMore()
    void fetchNextPage()
  }

  return (
    <section className={styles.history} aria-label={texts.details.history}>
      <header>
        <h2>{texts.details.history}</h2>
        {shown.length < entries.length && (
          <button type="button" onClick={showWhole}>
            {hasNextPage ? texts.details.viewMore : texts.details.viewAll(entries.length)}
          </button>
        )}
      </header>
      {history.isPending && <Notice>{texts.details.historyLoading}</Notice>}
      {history.isLoadingError && (
        <Notice onRetry={history.refetch}>
          {`${texts.details.historyFailed} ${sentenceOf(history.error)}`}
        </Notice>
      )}
      <ol ref={list}>
        {shown.map(entry => (
          <Entry key={entry.sequence} entry={entry} chat={chat} onView={() => go(entry.at)} />
        ))}
      </ol>
      {isWhole && isFetchNextPageError && <Notice onRetry={loadOlder}>{texts.audit.olderFailed}</Notice>}
      {isWhole && hasNextPage && !isFetchNextPageError && (
        <ActionButton isBusy={isFetchingNextPage} onClick={loadOlder}>
          <Icon name="arrowDown" />
          {isFetchingNextPage ? texts.audit.loadingOlder : texts.audit.older}
        </ActionButton>
      )}
    </section>
  )
}

interface EntryProps {
  entry: HistoryEntry
  chat: AdminChat
  onView: () => void
}

function Entry({ entry, chat, onView }: EntryProps) {
  const now = useNow()
  const { type, at, actor, summary, sequence } = entry
  const isToday = isSameDay(at, new Date(now).toISOString())
  return (
    <li className={styles.entry}>
      <EventMark event={entry} size="small" />
      <details>
        <summary>
          <span className={styles.what}>{summary}</span>
          <time dateTime={at} title={fullTime(at)}>
            {isToday ? clock(at) : relativeTime(at, now)}
          </time>
          <span className={styles.who} dir="auto">
            {whoDid(actor, chat)}
          </span>
        </summary>
        <dl>
          {[['type', type], ['event', sequence], ['at', at], ...Object.entries(entry.details)].map(
            ([name, value]) => (
              <div key={String(name)}>
                <dt>{String(name)}</dt>
                <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
              </div>
            ),
          )}
        </dl>
        <button type="button" className="btn" onClick={onView}>
          <Icon name="clock" />
          {texts.past.view}
        </button>
      </details>
    </li>
  )
}

function whoDid({ type, email }: HistoryEntry['actor'], chat: AdminChat): string {
  if (type === 'system') return texts.details.system
  return email ?? (type === 'user' ? personName(chat) : texts.conversation.admin)
}
