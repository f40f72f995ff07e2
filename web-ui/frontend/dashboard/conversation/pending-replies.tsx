import type { ChatClient } from '../../client/chat-client'
import type { PendingMessage } from '../../client/outbox'
import { sentenceOfProblem } from '../failures'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { LinkedText } from '../ui/linked-text'
import styles from './message.module.css'

interface PendingRepliesProps {
  pending: readonly PendingMessage[]
  client: ChatClient
}

/** Replies that the server has not confirmed yet, or has refused. */
export function PendingReplies({ pending, client }: PendingRepliesProps) {
  return pending.map(({ client_message_id: id, content, delivery }) => (
    <div key={id} className={styles.ours}>
      <p className={`${styles.bubble} ${delivery.state === 'failed' ? styles.failed : styles.pending}`}>
        <LinkedText text={content} />
      </p>
      {delivery.state === 'failed' ? (
        <div className={styles.failure} role="alert">
          <Icon name="warning" />
          <span>
            {texts.conversation.notSent(
              delivery.problem ? sentenceOfProblem(delivery.problem) : texts.problem.unanswered,
            )}
          </span>
          <button type="button" className="btn" onClick={() => client.retry(id)}>
            {texts.conversation.sendAgain}
          </button>
          <button type="button" className="btn ghost" onClick={() => client.discard(id)}>
            {texts.conversation.discard}
          </button>
        </div>
      ) : (
        <p className={styles.meta}>{texts.conversation.sending}</p>
      )}
    </div>
  ))
}
