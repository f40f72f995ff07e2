import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Link, useSearchParams } from 'wouter'
import { fetchChat } from './admin-api'
import { Conversation } from './conversation/conversation'
import { usePolling } from './dashboard-context'
import { Details } from './details/details'
import { isMissing, sentenceOf } from './failures'
import { Inbox } from './inbox/inbox'
import { listPath, type Place } from './places'
import { Sidebar } from './sidebar'
import { texts } from './texts'
import { Notice } from './ui/notice'
import { personName } from './ui/person'
import { usePageTitle } from './use-page-title'
import styles from './workspace.module.css'

interface WorkspaceProps {
  place: Place
  chatId: string | undefined
}

/** Everything at once on a wide screen; on a narrow one the address says which step is shown. */
export function Workspace({ place, chatId }: WorkspaceProps) {
  const unread = usePageTitle(place === 'archived' ? texts.archived : texts.inbox)
  const marks = [styles.workspace, chatId && styles.withChat]

  return (
    <div className={marks.filter(Boolean).join(' ')}>
      <Sidebar place={place} unread={unread} />
      <main className={`${styles.main} ${styles.conversations}`}>
        <h1 className="unseen">{`${texts.product} ${texts.productArea}`}</h1>
        <Inbox place={place} selectedId={chatId} />
        {chatId ? (
          <OpenChat key={chatId} place={place} chatId={chatId} />
        ) : (
          <div className={`${styles.instead} ${styles.empty}`}>
            <Notice>{texts.conversation.none}</Notice>
          </div>
        )}
      </main>
    </div>
  )
}

function OpenChat({ place, chatId }: { place: Place; chatId: string }) {
  const chat = useQuery({
    queryKey: ['chat', chatId],
    queryFn: () => fetchChat(chatId),
    refetchInterval: usePolling(),
  })
  const [search, setSearch] = useSearchParams()
  const isShowingDetails = search.has('details')
  const at = search.get('at')
  const moment = at === null ? {} : { at }
  const detailsButton = useRef<HTMLButtonElement>(null)

  if (!chat.data) {
    return (
      <div className={styles.instead}>
        {chat.isPending && <Notice>{texts.conversation.loading}</Notice>}
        {chat.isError && isMissing(chat.error) && <Notice>{texts.conversation.missing}</Notice>}
        {chat.isError && !isMissing(chat.error) && (
          <Notice onRetry={chat.refetch}>{`${texts.conversation.failed} ${sentenceOf(chat.error)}`}</Notice>
        )}
        <Link href={listPath(place)}>{texts.conversation.back}</Link>
      </div>
    )
  }
  return (
    <>
      <Conversation
        chat={chat.data}
        place={place}
        detailsButton={detailsButton}
        onShowDetails={() => setSearch({ ...moment, details: '' })}
      />
      <Details
        chat={chat.data}
        name={personName(chat.data)}
        isShown={isShowingDetails}
        opener={detailsButton}
        onClose={() => setSearch(moment, { replace: true })}
      />
    </>
  )
}
