import type { AuditEvent } from '../../client/wire'
import { texts } from '../texts'

/** Who did it, as they were called then; of somebody who was forgotten, only the side. */
export function actorName({ actor, chat_id }: AuditEvent): string {
  if (actor.type === 'system') return texts.details.system
  const side = actor.type === 'admin' ? texts.conversation.admin : texts.visitor((chat_id ?? '').slice(0, 4))
  return actor.name ?? actor.email ?? side
}
