import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReadModel } from '../../client/wire'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { ConfirmDialog } from '../ui/confirm-dialog'
import styles from './confirm-rebuild.module.css'
import { count } from './figures'
import { rebuild } from './read-models-api'

interface ConfirmRebuildProps {
  /** One read model, or null for all. */
  chosen: ReadModel | null
  /** How many there are to handle. */
  events: number
  onClose: () => void
}

/** Says what a rebuild does before it is started. */
export function ConfirmRebuild({ chosen, events, onClose }: ConfirmRebuildProps) {
  const queries = useQueryClient()
  const starting = useMutation({
    mutationFn: () => rebuild(chosen?.name ?? null),
    retry: false,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['read-models'] }),
  })
  const { confirm } = texts.readModels
  return (
    <ConfirmDialog
      title={chosen ? confirm.title(chosen.name) : confirm.titleAll}
      consequences={confirm.events(count(events))}
      word={chosen?.name ?? confirm.all}
      keep={confirm.keep}
      confirm={confirm.start}
      icon="restore"
      isPending={starting.isPending}
      failure={starting.isError ? sentenceOf(starting.error) : null}
      onConfirm={() => starting.mutate()}
      onClose={onClose}
    >
      <dl className={styles.facts}>
        <div>
          <dt>{confirm.effects}</dt>
          <dd>{confirm.noEffects}</dd>
        </div>
        <div>
          <dt>{confirm.recorded}</dt>
          <dd>ReadModelRebuildRequested</dd>
        </div>
      </dl>
    </ConfirmDialog>
  )
}
