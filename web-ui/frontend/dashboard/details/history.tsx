import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdminChat, HistoryEntry } from '../../client/wire'
import { useMoment } from '../conversation/past/use-moment'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { lookOf } from '../ui/event-look'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { useNow } from '../ui/now'
import { personName } from '../ui/person'
import { clock, fullTime, isSameDay, relativeTime } from '../ui/times'
import styles from './history.module.css'

const SHOWN_AT_FIRST = 20

interface HistoryProps {
  chat: AdminChat
  history: UseQueryResult<HistoryEntry[]>
}

/** The audit history, newest first: who, what, when, and on demand the details. */
export function History({ chat, history }: HistoryProps) {
  const [isWhole, setIsWhole] = useState(false)
  const { go } = useMoment()
  const entries = history.data?.toReversed() ?? []
  const shown = isWhole ? entries : entries.slice(0, SHOWN_AT_FIRST)
  return (
    <section className={styles.history} aria-label={texts.details.history}>
      <header>
        <h2>{texts.details.history}</h2>
        {shown.length < entries.length && (
          <button type="button" onClick={() => setIsWhole(true)}>
            {texts.details.viewAll(entries.length)}
          </button>
        )}
      </header>
      {history.isPending && <Notice>{texts.details.historyLoading}</Notice>}
      {history.isLoadingError && (
        <Notice onRetry={history.refetch}>
          {`${texts.details.historyFailed} ${sentenceOf(history.error)}`}
        </Notice>
      )}
      <ol>
        {shown.map(entry => (
          <Entry key={entry.sequence} entry={entry} chat={chat} onView={() => go(entry.at)} />
        ))}
      </ol>
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
  const { icon, tone } = lookOf(entry)
  const isToday = isSameDay(at, new Date(now).toISOString())
  return (
    <li className={styles.entry}>
      <span className={`${styles.mark} ${tone ? styles[tone] : ''}`}>
        <Icon name={icon} />
      </span>
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
