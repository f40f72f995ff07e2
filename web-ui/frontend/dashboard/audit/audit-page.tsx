import { useState } from 'react'
import type { AuditEvent } from '../../client/wire'
import { sentenceOf } from '../failures'
import { Page } from '../page'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { useFocusOnMore } from '../ui/use-focus-on-more'
import { Actions } from './actions'
import { type Filters, isFiltered, noFilters } from './audit-api'
import styles from './audit-page.module.css'
import { EventDetails } from './event-details'
import { EventTable, rowId } from './event-table'
import { FilterBar } from './filter-bar'
import { useAuditLog } from './use-audit-log'

/** All that happened in all chats, and what admins did beside them. */
export function AuditPage() {
  const [filters, setFilters] = useState(noFilters)
  const [selected, setSelected] = useState<AuditEvent>()

  function close() {
    setSelected(undefined)
    if (selected) document.getElementById(rowId(selected))?.focus()
  }

  return (
    <Page
      place="audit"
      title={texts.audit.title}
      lead={texts.audit.about}
      actions={<Actions filters={filters} />}
      aside={selected && <EventDetails key={selected.position} event={selected} onClose={close} />}
      className={styles.page}
    >
      <Filtering filters={filters} onChange={setFilters} />
      <section className={styles.events} aria-label={texts.audit.region}>
        <Events filters={filters} selected={selected} onSelect={setSelected} />
      </section>
    </Page>
  )
}

function Filtering({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const [cleared, setCleared] = useState(0)
  function clear() {
    setCleared(cleared + 1)
    onChange(noFilters)
  }
  return (
    <FilterBar key={cleared} isCleared={cleared > 0} filters={filters} onChange={onChange} onClear={clear} />
  )
}

interface EventsProps {
  filters: Filters
  selected: AuditEvent | undefined
  onSelect: (event: AuditEvent) => void
}

function Events({ filters, selected, onSelect }: EventsProps) {
  const log = useAuditLog(filters)
  const events = log.data?.pages.flatMap(page => page.events) ?? []
  const { list, awaitMore } = useFocusOnMore<HTMLTableSectionElement>(events.length)
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, refetch } = log

  function loadOlder() {
    awaitMore()
    void fetchNextPage()
  }

  if (log.isPending) return <Notice>{texts.audit.loading}</Notice>
  if (log.isLoadingError) {
    return <Notice onRetry={refetch}>{`${texts.audit.failed} ${sentenceOf(log.error)}`}</Notice>
  }
  if (events.length === 0) {
    return <Notice>{isFiltered(filters) ? texts.audit.emptySelection : texts.audit.empty}</Notice>
  }
  return (
    <>
      <EventTable body={list} events={events} selected={selected} onSelect={onSelect} />
      {isFetchNextPageError && <Notice onRetry={loadOlder}>{texts.audit.olderFailed}</Notice>}
      {hasNextPage && !isFetchNextPageError && (
        <ActionButton className={styles.older} isBusy={isFetchingNextPage} onClick={loadOlder}>
          <Icon name="arrowDown" />
          {isFetchingNextPage ? texts.audit.loadingOlder : texts.audit.older}
        </ActionButton>
      )}
    </>
  )
}
