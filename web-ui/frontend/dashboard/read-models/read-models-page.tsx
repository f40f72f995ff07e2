import { useEffect, useState } from 'react'
import type { ParkedChat, ReadModel } from '../../client/wire'
import { sentenceOf } from '../failures'
import { unreadChats } from '../inbox/inbox-pages'
import { useInbox, useInboxPushes } from '../inbox/use-inbox'
import { Sidebar } from '../sidebar'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import workspace from '../workspace.module.css'
import { ConfirmRebuild } from './confirm-rebuild'
import { count, rate } from './figures'
import { ReadModelTable } from './read-model-table'
import styles from './read-models.module.css'
import { RebuildProgress } from './rebuild-progress'
import { useParkedChats, useReadModels } from './use-read-models'

/** How the read models are, and what can be done with them. */
export function ReadModelsPage() {
  useInboxPushes()
  const unread = unreadChats(useInbox(false).data)
  const models = useReadModels()
  const parked = useParkedChats((models.data ?? []).map(({ name }) => name))
  /** What is to be rebuilt once that is confirmed: one read model, or null for all. */
  const [chosen, setChosen] = useState<ReadModel | null>()
  useEffect(() => {
    document.title = texts.documentTitle(unread, texts.readModels.title)
  }, [unread])

  const rebuilding = models.data?.filter(({ state }) => state === 'rebuilding') ?? []
  return (
    <div className={workspace.workspace}>
      <Sidebar place="read-models" unread={unread} />
      <main className={`${workspace.main} ${styles.page}`}>
        <div className={styles.main}>
          <header>
            <div>
              <h1>{texts.readModels.title}</h1>
              <p>{texts.readModels.lead}</p>
            </div>
            <button
              type="button"
              className="btn"
              disabled={!models.data || rebuilding.length > 0}
              onClick={() => setChosen(null)}
            >
              <Icon name="restore" />
              {texts.readModels.rebuildAll}
            </button>
          </header>
          {models.isPending && <Notice>{texts.readModels.loading}</Notice>}
          {models.isLoadingError && (
            <Notice onRetry={models.refetch}>
              {`${texts.readModels.failed} ${sentenceOf(models.error)}`}
            </Notice>
          )}
          {models.data && (
            <>
              <Summary models={models.data} parked={parked} />
              {rebuilding.map(model => (
                <RebuildProgress key={model.name} model={model} />
              ))}
              <ReadModelTable models={models.data} parked={parked} onRebuild={setChosen} />
            </>
          )}
        </div>
        {chosen !== undefined && (
          <ConfirmRebuild
            chosen={chosen}
            events={headOf(models.data ?? [])}
            onClose={() => setChosen(undefined)}
          />
        )}
      </main>
    </div>
  )
}

function Summary({ models, parked }: { models: ReadModel[]; parked: Map<string, ParkedChat[]> }) {
  const live = models.filter(({ state }) => state === 'live')
  const lag = Math.max(0, ...live.map(({ lag_events }) => lag_events))
  const busiest = Math.max(0, ...live.map(({ events_per_second }) => events_per_second ?? 0))
  const parking = [...parked].filter(([, chats]) => chats.length > 0)
  const parkedChats = parking.reduce((sum, [, chats]) => sum + chats.length, 0)
  return (
    <dl className={styles.summary}>
      <div>
        <dt>{texts.readModels.head}</dt>
        <dd>{count(headOf(models))}</dd>
        <dd>{texts.readModels.rate(rate(busiest))}</dd>
      </div>
      <div>
        <dt>{texts.readModels.models}</dt>
        <dd>{models.length}</dd>
        <dd>{texts.readModels.states(live.length, models.length - live.length)}</dd>
      </div>
      <div>
        <dt>{texts.readModels.largestLag}</dt>
        <dd>{count(lag)}</dd>
        <dd>{texts.readModels.lagUnit}</dd>
      </div>
      <div>
        <dt>{texts.readModels.parkedChats}</dt>
        <dd className={parkedChats > 0 ? styles.bad : undefined}>{count(parkedChats)}</dd>
        <dd>
          {parkedChats === 0
            ? texts.readModels.noneParked
            : texts.readModels.parkedIn(parking.map(([name]) => name).join(', '))}
        </dd>
      </div>
    </dl>
  )
}

const headOf = (models: ReadModel[]) => Math.max(0, ...models.map(({ head }) => head))
