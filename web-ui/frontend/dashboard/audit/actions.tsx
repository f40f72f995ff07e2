import { useMutation } from '@tanstack/react-query'
import type { Verification } from '../../client/wire'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import type { Tone } from '../ui/event-look'
import { Icon } from '../ui/icon'
import { saveFile } from '../ui/save-file'
import tones from '../ui/tones.module.css'
import styles from './actions.module.css'
import { type ExportFormat, exportEvents, type Filters, verifyHistory } from './audit-api'

/** What can be done with the log: prove it, and take the events that are shown out of it. */
export function Actions({ filters }: { filters: Filters }) {
  const verification = useMutation({ mutationFn: verifyHistory, retry: false })
  const download = useMutation({
    mutationFn: async (format: ExportFormat) =>
      saveFile(fileName(format), await exportEvents(filters, format)),
    retry: false,
  })
  return (
    <div className={styles.actions}>
      <div className={styles.buttons}>
        <ActionButton isBusy={verification.isPending} onClick={() => verification.mutate()}>
          <Icon name="proof" />
          {texts.audit.verify}
        </ActionButton>
        {(['csv', 'jsonl'] as const).map(format => (
          <ActionButton key={format} isBusy={download.isPending} onClick={() => download.mutate(format)}>
            <Icon name="download" />
            {texts.audit.exportAs[format]}
          </ActionButton>
        ))}
      </div>
      <div className={styles.outcomes} role="status">
        {verification.isPending && <Outcome>{texts.audit.verifying}</Outcome>}
        {verification.data && (
          <Outcome tone={verification.data.verified ? 'ok' : 'bad'}>
            {sentenceAbout(verification.data)}
          </Outcome>
        )}
        {download.isPending && <Outcome>{texts.audit.exporting}</Outcome>}
      </div>
      <div className={styles.outcomes} role="alert">
        {verification.isError && (
          <Outcome tone="bad">{`${texts.audit.verifyFailed} ${sentenceOf(verification.error)}`}</Outcome>
        )}
        {download.isError && (
          <Outcome tone="bad">{`${texts.audit.exportFailed} ${sentenceOf(download.error)}`}</Outcome>
        )}
      </div>
    </div>
  )
}

function Outcome({ tone, children }: { tone?: Tone; children: string }) {
  return <p className={`${styles.outcome} ${tones[tone ?? 'neutral']}`}>{children}</p>
}

function sentenceAbout({ verified, events, first_broken: broken }: Verification): string {
  if (verified) return texts.audit.verified(events)
  return broken ? texts.audit.broken(broken.sequence, broken.chat_id) : texts.audit.brokenSomewhere
}

const fileName = (format: ExportFormat) => `parley-events-${new Date().toISOString().slice(0, 10)}.${format}`
