import { useLayoutEffect, useRef } from 'react'
import type { AdminChat } from '../../../client/wire'
import { texts } from '../../texts'
import { ActionButton } from '../../ui/action-button'
import { TimelineItemView } from '../message-list'
import styles from '../message-list.module.css'
import { timelineOf } from '../timeline'
import { firstUnviewed } from '../use-new-from'
import type { Observe } from '../use-seen'
import type { Past } from './use-past'

interface PastMessagesProps {
  chat: AdminChat
  at: string
  past: Pick<Past, 'loadOlder' | 'olderFailed'>
}

/** Looking at the past is not to have seen what came then. */
const unobserved: Observe = () => () => {}

/** The messages as they stood at a moment. Nothing here changes by itself. */
export function PastMessages({ chat, at, past }: PastMessagesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const known = useRef({ at: '', height: 0 })

  useLayoutEffect(() => {
    const view = scroller.current
    if (!view) return
    // Another moment is read from its end on; within one, what is being read stays where it is.
    if (known.current.at === at) view.scrollTop += view.scrollHeight - known.current.height
    else view.scrollTop = view.scrollHeight
    known.current = { at, height: view.scrollHeight }
  })

  const state = {
    messages: chat.messages,
    userReadUpTo: chat.user_read_up_to,
    adminViewedUpTo: chat.admin_viewed_up_to,
  }
  return (
    <section className={styles.frame} aria-label={texts.past.messages}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className={styles.scroller} ref={scroller} tabIndex={0}>
        <div className={styles.content}>
          <Beginning
            chat={chat}
            past={past}
            onLoad={() => scroller.current?.focus({ preventScroll: true })}
          />
          {timelineOf(state, firstUnviewed(state)).map(item => (
            <TimelineItemView key={item.key} item={item} chat={chat} observe={unobserved} />
          ))}
        </div>
      </div>
    </section>
  )
}

interface BeginningProps extends Pick<PastMessagesProps, 'chat' | 'past'> {
  /** The button may go once older messages are there. */
  onLoad: () => void
}

function Beginning({ chat, past, onLoad }: BeginningProps) {
  const first = chat.messages[0]?.sequence ?? 1
  if (first === 1) return <p className={styles.beginning}>{texts.conversation.beginning}</p>
  function load() {
    onLoad()
    past.loadOlder?.()
  }

  return (
    <p className={styles.beginning} role={past.olderFailed ? 'alert' : undefined}>
      {past.olderFailed && `${texts.conversation.olderFailed} `}
      <ActionButton isBusy={!past.loadOlder} onClick={load}>
        {past.olderFailed ? texts.retry : texts.past.older}
      </ActionButton>
    </p>
  )
}
