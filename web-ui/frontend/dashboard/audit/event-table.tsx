import type { AuditEvent } from '../../client/wire'
import { texts } from '../texts'
import { lookOf } from '../ui/event-look'
import { Icon } from '../ui/icon'
import { useNow } from '../ui/now'
import { exactTime, stamp } from '../ui/times'
import { actorName } from './actor'
import styles from './event-table.module.css'

interface EventTableProps {
  events: AuditEvent[]
  selected: AuditEvent | undefined
  onSelect: (event: AuditEvent) => void
}

/** Where the focus returns to when an event's details are closed. */
export const rowId = ({ position }: AuditEvent) => `event-${position}`

export function EventTable({ events, selected, onSelect }: EventTableProps) {
  const { columns } = texts.audit
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{columns.event}</th>
          <th scope="col" className={styles.actor}>
            {columns.actor}
          </th>
          <th scope="col" className={styles.stream}>
            {columns.stream}
          </th>
          <th scope="col" className={styles.sequence}>
            {columns.sequence}
          </th>
          <th scope="col" className={styles.position}>
            {columns.position}
          </th>
          <th scope="col" className={styles.time}>
            {columns.time}
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map(event => (
          <Row
            key={event.position}
            event={event}
            isSelected={event.position === selected?.position}
            onSelect={onSelect}
          />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  event: AuditEvent
  isSelected: boolean
  onSelect: (event: AuditEvent) => void
}

function Row({ event, isSelected, onSelect }: RowProps) {
  const now = useNow()
  const { icon, tone } = lookOf(event)
  const who = actorName(event)
  return (
    <tr aria-current={isSelected ? 'true' : undefined}>
      <td>
        <button
          id={rowId(event)}
          type="button"
          className={styles.open}
          title={event.summary}
          aria-expanded={isSelected}
          onClick={() => onSelect(event)}
        >
          <span className={`${styles.mark} ${tone ? styles[tone] : ''}`}>
            <Icon name={icon} />
          </span>
          <span className={styles.type}>
            {event.type}
            <small>{who}</small>
          </span>
        </button>
      </td>
      <td className={styles.actor} title={event.actor.email ?? who} dir="auto">
        {who}
      </td>
      <td className={styles.stream} title={event.stream}>
        {event.stream}
      </td>
      <td className={styles.sequence}>{event.sequence}</td>
      <td className={styles.position}>{event.position.toLocaleString('en')}</td>
      <td className={styles.time}>
        <time dateTime={event.at} title={exactTime(event.at)}>
          {stamp(event.at, now)}
        </time>
      </td>
    </tr>
  )
}
