import type { HistoryEntry } from '../../client/wire'
import { lookOf } from './event-look'
import styles from './event-mark.module.css'
import { Icon } from './icon'
import tones from './tones.module.css'

interface EventMarkProps {
  event: Pick<HistoryEntry, 'type' | 'actor'>
  size?: 'small'
}

/** The round sign before an event. */
export function EventMark({ event, size }: EventMarkProps) {
  const { icon, tone = 'neutral' } = lookOf(event)
  return (
    <span className={`${styles.mark} ${size ? styles[size] : ''} ${tones[tone]}`}>
      <Icon name={icon} />
    </span>
  )
}
