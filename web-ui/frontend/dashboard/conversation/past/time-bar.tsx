import { useInfiniteQuery } from '@tanstack/react-query'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { historyOf } from '../../details/use-history'
import { texts } from '../../texts'
import { ActionButton } from '../../ui/action-button'
import { Icon } from '../../ui/icon'
import { fullTime } from '../../ui/times'
import { indexAt, type Moment, momentsOf } from './moments'
import styles from './time-bar.module.css'

/** Browsers refuse an address that changes too often, and nobody wants to see what is only passed by. */
const SETTLE_MS = 150

interface TimeBarProps {
  chatId: string
  at: string | null
  /** What else was so at that moment. */
  facts: string
  onGo: (at: string | null) => void
}

/** A slider over what happened in a chat: one step for each moment that is loaded, and now at the end. */
export function TimeBar({ chatId, at, facts, onGo }: TimeBarProps) {
  const history = useInfiniteQuery(historyOf(chatId))
  const moments = momentsOf(history.data?.toReversed() ?? [])
  const slider = useRef<HTMLInputElement>(null)
  const [sliding, slideTo] = useSettling(onGo)
  const shown = sliding ? sliding.at : at
  const index = shown === null ? moments.length : indexAt(moments, shown)
  const text = textOf(moments[index], shown)

  async function loadEarlier() {
    const { hasNextPage } = await history.fetchNextPage()
    if (!hasNextPage) slider.current?.focus()
  }

  function backToNow() {
    // The button goes, and must not take the focus with it.
    slider.current?.focus()
    onGo(null)
  }

  return (
    <section className={styles.bar} aria-label={texts.past.region}>
      <div className={styles.line}>
        {history.hasNextPage && (
          <ActionButton isBusy={history.isFetchingNextPage} onClick={() => void loadEarlier()}>
            {history.isFetchingNextPage ? texts.past.loadingEarlier : texts.past.earlier}
          </ActionButton>
        )}
        <input
          ref={slider}
          type="range"
          min={0}
          max={moments.length}
          value={index}
          style={{ '--done': index / Math.max(1, moments.length) } as CSSProperties}
          disabled={moments.length === 0}
          aria-label={texts.past.slider}
          aria-valuetext={text}
          onChange={event => slideTo(moments[event.target.valueAsNumber]?.at ?? null)}
        />
      </div>
      <div className={styles.below}>
        <p className={styles.moment}>
          <Icon name="clock" />
          <span>
            {text}
            {at !== null && <small role="status">{facts}</small>}
          </span>
        </p>
        {at !== null && (
          <>
            <CopyLink key={at} at={at} />
            <button type="button" className="btn" onClick={backToNow}>
              {texts.past.backToNow}
            </button>
          </>
        )}
      </div>
    </section>
  )
}

/** What is slid to shows at once, and counts when the slider has rested for a moment. */
function useSettling(onSettle: (at: string | null) => void) {
  const [sliding, setSliding] = useState<{ at: string | null } | null>(null)
  const settle = useRef(onSettle)
  useEffect(() => {
    settle.current = onSettle
  })
  useEffect(() => {
    if (!sliding) return
    const timer = setTimeout(() => {
      settle.current(sliding.at)
      setSliding(null)
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [sliding])
  return [sliding, (at: string | null) => setSliding({ at })] as const
}

/** An address may name an instant between two moments, before all of them, or none at all. */
function textOf(moment: Moment | undefined, at: string | null): string {
  if (at === null) return texts.past.now
  const instant = Date.parse(at)
  if (Number.isNaN(instant)) return texts.past.noMoment
  const isSince = moment && Date.parse(moment.at) <= instant
  return isSince ? texts.past.moment(fullTime(at), moment.summary) : fullTime(at)
}

function CopyLink({ at }: { at: string }) {
  const [outcome, setOutcome] = useState<string | null>(null)

  async function copy() {
    const { origin, pathname } = window.location
    try {
      await navigator.clipboard.writeText(`${origin}${pathname}?${new URLSearchParams({ at })}`)
      setOutcome(texts.past.linkCopied)
    } catch {
      // Browsers hand the clipboard to secure pages only.
      setOutcome(texts.past.linkNotCopied)
    }
  }

  return (
    <>
      <span className={styles.outcome} role="status">
        {outcome}
      </span>
      <button type="button" className="btn ghost" onClick={() => void copy()}>
        <Icon name="link" />
        {texts.past.copyLink}
      </button>
    </>
  )
}
