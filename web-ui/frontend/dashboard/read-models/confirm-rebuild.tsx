import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReadModel } from '../../client/wire'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { count } from './figures'
import styles from './read-models.module.css'
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
    <AlertDialog.Root open onOpenChange={isOpen => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.dialog}>
          <AlertDialog.Title>{chosen ? confirm.title(chosen.name) : confirm.titleAll}</AlertDialog.Title>
          <AlertDialog.Description>{confirm.events(count(events))}</AlertDialog.Description>
          <dl>
            <div>
              <dt>{confirm.effects}</dt>
              <dd>{confirm.noEffects}</dd>
            </div>
            <div>
              <dt>{confirm.recorded}</dt>
              <dd>ReadModelRebuildRequested</dd>
            </div>
          </dl>
          {starting.isError && (
            <p className={styles.bad} role="alert">
              {sentenceOf(starting.error)}
            </p>
          )}
          <div className={styles.choice}>
            <AlertDialog.Close className="btn">{confirm.cancel}</AlertDialog.Close>
            <button
              type="button"
              className="btn primary"
              disabled={starting.isPending}
              onClick={() => starting.mutate()}
            >
              <Icon name="restore" />
              {confirm.start}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
