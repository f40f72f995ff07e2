import type { ChatClient } from '../client/chat-client'
import type { Delivery } from '../client/outbox'
import { Avatar } from './avatar'
import type { MessageEntry } from './entries'
import { Icon } from './icons'
import { LinkedText } from './linked-text'
import type { Texts } from './texts'

interface Props {
  entry: MessageEntry
  client: ChatClient
  texts: Texts
  title: string
}

export function MessageItem({ entry, client, texts, title }: Props) {
  const sender = entry.sender ?? title
  const { delivery, mine, last } = entry
  const classes = ['row', mine ? 'mine' : 'theirs', last && 'last', delivery?.state]
  return (
    <li class={classes.filter(Boolean).join(' ')} data-sequence={entry.sequence ?? undefined}>
      {!mine && (last ? <Avatar name={sender} /> : <span class="avatar none" />)}
      <span class="hidden">{mine ? texts.you : sender}</span>
      <p class="bubble">
        <LinkedText text={entry.content} />
      </p>
      {last && (
        <div class="meta">
          {delivery ? (
            <DeliveryState delivery={delivery} id={entry.key} client={client} texts={texts} />
          ) : (
            <>
              {!mine && <bdi>{sender} · </bdi>}
              <time dateTime={entry.at}>{entry.time}</time>
              {entry.seen && (
                <span class="seen">
                  {texts.seen} <Icon name="ticks" />
                </span>
              )}
            </>
          )}
        </div>
      )}
    </li>
  )
}

interface DeliveryProps {
  delivery: Delivery
  id: string
  client: ChatClient
  texts: Texts
}

function DeliveryState({ delivery, id, client, texts }: DeliveryProps) {
  if (delivery.state !== 'failed') return <span>{texts[delivery.state]}</span>
  const status = delivery.problem?.status
  const isFinal = status === 409 || status === 413 || status === 422
  return (
    <span class="failure" role="alert">
      <Icon name="alert" />
      {status === 429 ? texts.tooFast : isFinal ? texts.refused : texts.notSent}{' '}
      {!isFinal && (
        <button type="button" onClick={() => client.retry(id)}>
          {texts.retry}
        </button>
      )}{' '}
      <button type="button" onClick={() => client.discard(id)}>
        {texts.remove}
      </button>
    </span>
  )
}
