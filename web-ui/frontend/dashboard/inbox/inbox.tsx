import { Tabs } from '@base-ui/react/tabs'
import { useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import { sentenceOf } from '../failures'
import { chatPath, listPath, type Place } from '../places'
import { texts } from '../texts'
import { Notice } from '../ui/notice'
import { ChatList } from './chat-list'
import styles from './inbox.module.css'
import { chatsOf } from './inbox-pages'
import { SearchBox } from './search-box'
import { useInbox } from './use-inbox'

interface InboxProps {
  place: Place
  selectedId: string | undefined
}

/** The list of chats: two tabs, a search, and the chats themselves. */
export function Inbox({ place, selectedId }: InboxProps) {
  const [, navigate] = useLocation()
  const [q, setQ] = useState('')
  return (
    <section className={styles.inbox} aria-label={texts.list.region}>
      <h2>{place === 'archived' ? texts.archived : texts.inbox}</h2>
      <SearchBox onSearch={setQ} />
      <Tabs.Root
        className={styles.root}
        value={place}
        onValueChange={(next: Place) => navigate(listPath(next))}
      >
        <Tabs.List className={styles.tabs} aria-label={texts.list.tabs}>
          <Tabs.Tab value="inbox">{texts.list.active}</Tabs.Tab>
          <Tabs.Tab value="archived">{texts.list.archived}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className={styles.panel} value={place} tabIndex={-1}>
          <Chats key={`${place} ${q}`} place={place} q={q} selectedId={selectedId} />
        </Tabs.Panel>
      </Tabs.Root>
    </section>
  )
}

function Chats({ place, q, selectedId }: InboxProps & { q: string }) {
  const isArchived = place === 'archived'
  const inbox = useInbox(isArchived, q)
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, refetch } = inbox
  const chats = chatsOf(inbox.data)

  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])

  if (inbox.isPending) return <Notice>{texts.list.loading}</Notice>
  if (inbox.isLoadingError) {
    return <Notice onRetry={refetch}>{`${texts.list.failed} ${sentenceOf(inbox.error)}`}</Notice>
  }
  if (chats.length === 0) return <Notice>{emptyText(isArchived, q)}</Notice>
  return (
    <>
      <ChatList
        label={isArchived ? texts.list.archivedChats : texts.list.activeChats}
        chats={chats}
        selectedId={selectedId}
        hrefOf={chat => chatPath(place, chat.id)}
        onEndNear={loadMore}
      />
      {isFetchNextPageError && <Notice onRetry={() => void fetchNextPage()}>{texts.list.moreFailed}</Notice>}
    </>
  )
}

function emptyText(isArchived: boolean, q: string): string {
  if (q) return texts.list.emptySearch(q)
  return isArchived ? texts.list.emptyArchived : texts.list.emptyActive
}
