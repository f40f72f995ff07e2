import { useState } from 'react'
import type { ReadModel } from '../../client/wire'
import { sentenceOf } from '../failures'
import { Page } from '../page'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { ConfirmRebuild } from './confirm-rebuild'
import { headOf } from './figures'
import { ReadModelTable } from './read-model-table'
import { RebuildNews } from './rebuild-news'
import { RebuildProgress } from './rebuild-progress'
import { Summary } from './summary'
import { useParkedChats, useReadModels } from './use-read-models'

/** How the read models are, and what can be done with them. */
export function ReadModelsPage() {
  const models = useReadModels()
  const parked = useParkedChats((models.data ?? []).map(({ name }) => name))
  /** What is to be rebuilt once that is confirmed: one read model, or null for all. */
  const [chosen, setChosen] = useState<ReadModel | null>()

  const rebuilding = models.data?.filter(({ state }) => state === 'rebuilding') ?? []
  return (
    <Page
      place="read-models"
      title={texts.readModels.title}
      lead={texts.readModels.lead}
      actions={
        <ActionButton isBusy={!models.data || rebuilding.length > 0} onClick={() => setChosen(null)}>
          <Icon name="restore" />
          {texts.readModels.rebuildAll}
        </ActionButton>
      }
    >
      {models.isPending && <Notice>{texts.readModels.loading}</Notice>}
      {models.isLoadingError && (
        <Notice onRetry={models.refetch}>{`${texts.readModels.failed} ${sentenceOf(models.error)}`}</Notice>
      )}
      {models.data && (
        <>
          <Summary models={models.data} parked={parked} />
          {rebuilding.map(model => (
            <RebuildProgress key={model.name} model={model} />
          ))}
          <ReadModelTable models={models.data} parked={parked} onRebuild={setChosen} />
          <RebuildNews models={models.data} />
        </>
      )}
      {chosen !== undefined && (
        <ConfirmRebuild
          chosen={chosen}
          events={headOf(models.data ?? [])}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Page>
  )
}
