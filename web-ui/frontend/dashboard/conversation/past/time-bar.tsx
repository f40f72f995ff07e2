import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fetchHistory } from '../../admin-api'
import { texts } from '../../texts'
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

/** A slider over all that happened in a chat: one step for each moment, and now at the end. */
export function TimeBar({ chatId, at, facts, onGo }: TimeBarProps) {
  const history = useQuery({ queryKey: ['history', chatId], queryFn: () => fetchHistory(chatId) })
  const moments = momentsOf(history.data ?? [])
  const slider = useRef<HTMLInputElement>(null)
  const settled = at === null ? moments.length : indexAt(moments, at)
  const [sliding, slideTo] = useSettling(next => onGo(moments[next]?.at ?? null))
  const index = sliding ?? settled
  const text = sliding === null ? textOf(moments[settled], at) : textOf(moments[sliding])

  function backToNow() {
    // The button goes, and must not take the focus with it.
    slider.current?.focus()
    onGo(null)
  }

  return (
    <section className={styles.bar} aria-label={texts.past.region}>
      <input
        ref={slider}
        type="range"
        min={0}
        max={moments.length}
        value={index}
        disabled={moments.length === 0}
        aria-label={texts.past.slider}
        aria-valuetext={text}
        onChange={event => slideTo(event.target.valueAsNumber)}
      />
      <div className={styles.below}>
        <p className={styles.moment}>
          <Icon name="clock" />
          <span>
            {text}
            {at !== null && facts && <small>{facts}</small>}
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
function useSettling(onSettle: (index: number) => void): [number | null, (index: number) => void] {
  const [sliding, setSliding] = useState<number | null>(null)
  const settle = useRef(onSettle)
  useEffect(() => {
    settle.current = onSettle
  })
  useEffect(() => {
    if (sliding === null) return
    const timer = setTimeout(() => {
      settle.current(sliding)
      setSliding(null)
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [sliding])
  return [sliding, setSliding]
}

/** An address may name an instant between two moments, before all of them, or none at all. */
function textOf(moment: Moment | undefined, at = moment?.at ?? null): string {
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
