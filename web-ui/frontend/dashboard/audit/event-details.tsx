import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { AuditEvent } from '../../client/wire'
import { chatPath } from '../places'
import { texts } from '../texts'
import { EventMark } from '../ui/event-mark'
import { Icon } from '../ui/icon'
import { Json } from '../ui/json'
import { exactTime } from '../ui/times'
import { actorName } from './actor'
import styles from './event-details.module.css'

interface EventDetailsProps {
  event: AuditEvent
  onClose: () => void
}

/** Everything that is stored of an event. */
export function EventDetails({ event, onClose }: EventDetailsProps) {
  const closeButton = useRef<HTMLButtonElement>(null)
  // In the order of the page all other events lie between an event and this.
  useEffect(() => closeButton.current?.focus(), [])

  function keyPressed({ key }: KeyboardEvent) {
    if (key === 'Escape') onClose()
  }

  const { fields } = texts.audit
  const { actor, metadata } = event
  return (
    <aside className={styles.details} aria-label={texts.audit.details} onKeyDown={keyPressed}>
      <header>
        <EventMark event={event} />
        <h2>{event.type}</h2>
        <button
          ref={closeButton}
          type="button"
          className="btn ghost icon"
          aria-label={texts.audit.closeDetails}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <dl>
        <Field name={fields.summary} value={event.summary} />
        <Field name={fields.stored} value={exactTime(event.at)} />
        <Field name={fields.actor} value={`${actorName(event)} (${texts.audit.sides[actor.type]})`} />
        <Field name={fields.stream} value={event.stream} isCode />
        <Field name={fields.sequence} value={event.sequence.toLocaleString('en')} />
        <Field name={fields.position} value={event.position.toLocaleString('en')} />
        <Field name={fields.correlation} value={metadata.correlation_id} isCode />
        <Field name={fields.cause} value={metadata.causation_id} isCode />
        <Field name={fields.hash} value={event.hash} isCode />
      </dl>
      <Json title={texts.audit.payload} value={event.details} />
      <Json title={texts.audit.metadata} value={{ ...metadata, actor }} />
      {event.chat_id && (
        <Link className={`btn ${styles.wide}`} href={chatPath('inbox', event.chat_id)}>
          {texts.audit.openConversation}
          <Icon name="forward" />
        </Link>
      )}
    </aside>
  )
}

function Field({ name, value, isCode = false }: { name: string; value: string | null; isCode?: boolean }) {
  if (value === null) return null
  return (
    <>
      <dt>{name}</dt>
      <dd className={isCode ? styles.code : undefined} dir="auto">
        {value}
      </dd>
    </>
  )
}
