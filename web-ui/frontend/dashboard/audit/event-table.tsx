import type { RefObject } from 'react'
import type { AuditEvent } from '../../client/wire'
import { texts } from '../texts'
import { EventMark } from '../ui/event-mark'
import { useNow } from '../ui/now'
import { exactTime, stamp } from '../ui/times'
import { actorName } from './actor'
import styles from './event-table.module.css'

interface EventTableProps {
  body: RefObject<HTMLTableSectionElement | null>
  events: AuditEvent[]
  selected: AuditEvent | undefined
  onSelect: (event: AuditEvent) => void
}

const columns = ['event', 'actor', 'stream', 'sequence', 'position', 'time'] as const

/** Where the focus returns to when an event's details are closed. */
export const rowId = ({ position }: AuditEvent) => `event-${position}`

export function EventTable({ body, events, selected, onSelect }: EventTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col" className={styles[column]}>
              {texts.audit.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
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
          <EventMark event={event} />
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
