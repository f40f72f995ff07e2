import type { QueryClient } from '@tanstack/react-query'
import type { AdminChat } from '../../client/wire'
import type { Conversations } from '../conversation/conversations'

/** Drops all that this page knows of an erased person; what is shown is loaded anew. */
export function forgetPerson(queries: QueryClient, conversations: Conversations, chatId: string): void {
  const known = queries.getQueryData<AdminChat>(['chat', chatId])
  if (known?.erased_at) return
  conversations.forget(chatId)
  void queries.resetQueries({ queryKey: ['history', chatId] })
  void queries.resetQueries({ queryKey: ['past', chatId] })
  void queries.resetQueries({ queryKey: ['chat', chatId] })
}
