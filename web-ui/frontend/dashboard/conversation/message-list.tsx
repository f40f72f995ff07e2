import { useCallback, useLayoutEffect, useRef, useState } from 'react'
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
import { useNewFrom } from './use-new-from'
import { type Observe, useSeen } from './use-seen'

const BOTTOM_PX = 40
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
  const isAtBottom = useRef(true)
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const newFrom = useNewFrom(state)
  const observe = useSeen(scroller, sequence => client.seen(sequence))

  const newest = lastSequence(state)
  const first = state.messages[0]?.sequence
  const replies = state.pending.length

  const toBottom = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [])

  const earlier = useEarlier(client, state, scroller)

  function scrolled() {
    const view = scroller.current
    if (!view) return
    isAtBottom.current = view.scrollHeight - view.scrollTop - view.clientHeight < BOTTOM_PX
    setLeftAt(leftAt => (isAtBottom.current ? null : (leftAt ?? newest)))
    if (view.scrollTop < LOAD_AHEAD_PX) earlier.load()
  }

  // First sight: at the newest message, or at the first new one if they do not all fit.
  useLayoutEffect(() => {
    toBottom()
    const view = scroller.current
    const divider = view?.querySelector<HTMLElement>(`.${styles.new}`)
    if (view && divider) view.scrollTop = Math.min(view.scrollTop, divider.offsetTop - BOTTOM_PX)
  }, [toBottom])

  // Whatever grows or shrinks, messages, text box or window: who was at the bottom stays there.
  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => isAtBottom.current && toBottom())
    if (scroller.current) resized.observe(scroller.current)
    if (content.current) resized.observe(content.current)
    return () => resized.disconnect()
  }, [toBottom])

  // An own reply is always shown.
  const knownReplies = useRef(replies)
  useLayoutEffect(() => {
    if (replies > knownReplies.current) toBottom()
    knownReplies.current = replies
  }, [replies, toBottom])

  const missed = leftAt === null ? 0 : state.messages.filter(({ sequence }) => sequence > leftAt).length

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className={styles.scroller} ref={scroller} onScroll={scrolled} tabIndex={0}>
        <div className={styles.content} ref={content} role="log" aria-label={texts.conversation.messages}>
          <Beginning state={state} earlier={earlier} />
          {timelineOf(state, newFrom).map(item => (
            <Item key={item.key} item={item} chat={chat} observe={observe} />
          ))}
          <PendingReplies pending={state.pending} client={client} />
        </div>
      </div>
      {leftAt !== null && first !== undefined && (
        <button
          type="button"
          className={`btn ${missed > 0 ? 'primary' : 'icon'} ${styles.jump}`}
          onClick={toBottom}
          aria-label={missed > 0 ? undefined : texts.conversation.jumpToNewest}
        >
          <Icon name="arrowDown" />
          {missed > 0 && texts.conversation.newMessages(missed)}
        </button>
      )}
    </div>
  )
}

function Item({ item, chat, observe }: { item: TimelineItem; chat: AdminChat; observe: Observe }) {
  const now = useNow()
  switch (item.kind) {
    case 'day':
      return <p className={styles.day}>{dayName(item.at, now)}</p>
    case 'new':
      return <p className={styles.new}>{texts.conversation.new}</p>
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
