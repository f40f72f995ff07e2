import { useEffect, useState } from 'react'
import type { AuditEvent } from '../../client/wire'
import { sentenceOf } from '../failures'
import { unreadChats } from '../inbox/inbox-pages'
import { useInbox, useInboxPushes } from '../inbox/use-inbox'
import { Sidebar } from '../sidebar'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import workspace from '../workspace.module.css'
import { Actions } from './actions'
import { type Filters, isFiltered, noFilters } from './audit-api'
import styles from './audit-page.module.css'
import { EventDetails } from './event-details'
import { EventTable, rowId } from './event-table'
import { FilterBar } from './filter-bar'
import { useAuditLog } from './use-audit-log'

/** All that happened in all chats, and what admins did beside them. */
export function AuditPage() {
  useInboxPushes()
  const unread = unreadChats(useInbox(false).data)
  useEffect(() => {
    document.title = texts.documentTitle(unread, texts.audit.title)
  }, [unread])
  const [filters, setFilters] = useState(noFilters)
  const [selected, setSelected] = useState<AuditEvent>()

  function close() {
    setSelected(undefined)
    if (selected) document.getElementById(rowId(selected))?.focus()
  }

  return (
    <div className={workspace.workspace}>
      <Sidebar place="audit" unread={unread} />
      <main className={`${workspace.main} ${styles.page} ${selected ? styles.withDetails : ''}`}>
        <section className={styles.log} aria-label={texts.audit.region}>
          <header className={styles.header}>
            <div>
              <h1>{texts.audit.title}</h1>
              <p>{texts.audit.about}</p>
            </div>
            <Actions filters={filters} />
          </header>
          <Filtering filters={filters} onChange={setFilters} />
          <Events filters={filters} selected={selected} onSelect={setSelected} />
        </section>
        {selected && <EventDetails key={selected.position} event={selected} onClose={close} />}
      </main>
    </div>
  )
}

function Filtering({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const [cleared, setCleared] = useState(0)
  function clear() {
    setCleared(cleared + 1)
    onChange(noFilters)
  }
  return <FilterBar key={cleared} filters={filters} onChange={onChange} onClear={clear} />
}

interface EventsProps {
  filters: Filters
  selected: AuditEvent | undefined
  onSelect: (event: AuditEvent) => void
}

function Events({ filters, selected, onSelect }: EventsProps) {
  const log = useAuditLog(filters)
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = log
  if (log.isPending) return <Notice>{texts.audit.loading}</Notice>
  if (log.isLoadingError) {
    return <Notice onRetry={refetch}>{`${texts.audit.failed} ${sentenceOf(log.error)}`}</Notice>
  }
  const events = log.data.pages.flatMap(page => page.events)
  if (events.length === 0) {
    return <Notice>{isFiltered(filters) ? texts.audit.emptySelection : texts.audit.empty}</Notice>
  }
  return (
    <div className={styles.events}>
      <EventTable events={events} selected={selected} onSelect={onSelect} />
      {isFetchNextPageError && (
        <Notice onRetry={() => void fetchNextPage()}>{texts.audit.olderFailed}</Notice>
      )}
      {hasNextPage && !isFetchNextPageError && (
        <button
          type="button"
          className={`btn ${styles.older}`}
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          <Icon name="arrowDown" />
          {isFetchingNextPage ? texts.audit.loadingOlder : texts.audit.older}
        </button>
      )}
    </div>
  )
}
