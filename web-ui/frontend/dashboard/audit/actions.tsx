import { useMutation } from '@tanstack/react-query'
import type { Verification } from '../../client/wire'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import { saveFile } from '../ui/save-file'
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
        <button
          type="button"
          className="btn"
          disabled={verification.isPending}
          onClick={() => verification.mutate()}
        >
          <Icon name="proof" />
          {texts.audit.verify}
        </button>
        {(['csv', 'jsonl'] as const).map(format => (
          <button
            key={format}
            type="button"
            className="btn"
            disabled={download.isPending}
            onClick={() => download.mutate(format)}
          >
            <Icon name="download" />
            {texts.audit.exportAs[format]}
          </button>
        ))}
      </div>
      <div role="status">
        {verification.isPending && <p>{texts.audit.verifying}</p>}
        {verification.data && <Result verification={verification.data} />}
        {download.isPending && <p>{texts.audit.exporting}</p>}
      </div>
      <div role="alert">
        {verification.isError && (
          <p className={styles.bad}>{`${texts.audit.verifyFailed} ${sentenceOf(verification.error)}`}</p>
        )}
        {download.isError && (
          <p className={styles.bad}>{`${texts.audit.exportFailed} ${sentenceOf(download.error)}`}</p>
        )}
      </div>
    </div>
  )
}

function Result({
  verification: { verified, events, first_broken: broken },
}: {
  verification: Verification
}) {
  if (verified) return <p className={styles.ok}>{texts.audit.verified(events)}</p>
  return (
    <p className={styles.bad}>
      {broken ? texts.audit.broken(broken.sequence, broken.chat_id) : texts.audit.brokenSomewhere}
    </p>
  )
}

const fileName = (format: ExportFormat) => `parley-events-${new Date().toISOString().slice(0, 10)}.${format}`
