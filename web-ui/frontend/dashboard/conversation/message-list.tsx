import { useLayoutEffect, useRef } from 'react'
import type { ChatClient, ChatState } from '../../client/chat-client'
import { lastSequence } from '../../client/conversation'
import type { AdminChat } from '../../client/wire'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { useNow } from '../ui/now'
import { dayName } from '../ui/times'
import { MessageGroupView } from './message-group'
import styles from './message-list.module.css'
import { PendingReplies } from './pending-replies'
import { type TimelineItem, timelineOf } from './timeline'
import { type Earlier, useEarlier } from './use-earlier'
import { useFollowing } from './use-following'
import { useNewFrom } from './use-new-from'
import { type Observe, useSeen } from './use-seen'

const LOAD_AHEAD_PX = 300

interface MessageListProps {
  chat: AdminChat
  client: ChatClient
  state: ChatState
}

/** The messages, oldest at the top. Stays at the newest one while it is in sight, else leaves the reader in peace. */
export function MessageList({ chat, client, state }: MessageListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const newest = lastSequence(state)
  const newFrom = useNewFrom(state)
  const observe = useSeen(scroller, sequence => client.seen(sequence))
  const earlier = useEarlier(client, state, scroller)
  const { leftAt, toBottom, onScroll } = useFollowing(scroller, content, newest)
  const replies = state.pending.length

  function scrolled() {
    onScroll()
    if (scroller.current && scroller.current.scrollTop < LOAD_AHEAD_PX) earlier.load()
  }

  // An own reply is always shown.
  const knownReplies = useRef(replies)
  useLayoutEffect(() => {
    if (replies > knownReplies.current) toBottom()
    knownReplies.current = replies
  }, [replies, toBottom])

  function jump() {
    // The button goes, and must not take the focus with it.
    scroller.current?.focus()
    toBottom()
  }

  const missed = leftAt === null ? 0 : state.messages.filter(({ sequence }) => sequence > leftAt).length

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className={styles.scroller} ref={scroller} onScroll={scrolled} tabIndex={0}>
        <div className={styles.content} ref={content} role="log" aria-label={texts.conversation.messages}>
          <Beginning state={state} earlier={earlier} />
          {timelineOf(state, newFrom).map(item => (
            <TimelineItemView key={item.key} item={item} chat={chat} observe={observe} />
          ))}
          <PendingReplies pending={state.pending} client={client} />
        </div>
      </div>
      {leftAt !== null && (
        <button
          type="button"
          className={`btn ${missed > 0 ? 'primary' : 'icon'} ${styles.jump}`}
          onClick={jump}
          aria-label={missed > 0 ? undefined : texts.conversation.jumpToNewest}
        >
          <Icon name="arrowDown" />
          {missed > 0 && texts.conversation.newMessages(missed)}
        </button>
      )}
    </div>
  )
}

interface TimelineItemViewProps {
  item: TimelineItem
  chat: AdminChat
  observe: Observe
}

export function TimelineItemView({ item, chat, observe }: TimelineItemViewProps) {
  const now = useNow()
  switch (item.kind) {
    case 'day':
      return <p className={styles.day}>{dayName(item.at, now)}</p>
    case 'new':
      return (
        <p className={styles.new} data-new>
          {texts.conversation.new}
        </p>
      )
    case 'group':
      return <MessageGroupView chat={chat} group={item} observe={observe} />
  }
}

function Beginning({ state, earlier }: { state: ChatState; earlier: Earlier }) {
  if (!state.hasEarlier) return <p className={styles.beginning}>{texts.conversation.beginning}</p>
  if (earlier.status === 'failed') {
    return (
      <p className={styles.beginning} role="alert">
        {texts.conversation.olderFailed}{' '}
        <button type="button" className="btn" onClick={earlier.load}>
          {texts.retry}
        </button>
      </p>
    )
  }
  return <p className={styles.beginning}>{texts.conversation.loadingOlder}</p>
}
