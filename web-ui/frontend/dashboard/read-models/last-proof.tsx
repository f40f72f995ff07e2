import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReadModelProof } from '../../client/wire'
import { sentenceOf } from '../failures'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { useNow } from '../ui/now'
import { Pill } from '../ui/pill'
import { fullTime, relativeTime } from '../ui/times'
import { count } from './figures'
import styles from './last-proof.module.css'
import { prove } from './read-models-api'
import { proofKey, useLastProof } from './use-read-models'

/** Whether the read model was what the log says when it was last compared, and a button to do so now. */
export function LastProof({ readModel }: { readModel: string }) {
  const queries = useQueryClient()
  const last = useLastProof(readModel)
  const proving = useMutation({
    mutationFn: () => prove(readModel),
    retry: false,
    onSettled: () => queries.invalidateQueries({ queryKey: proofKey(readModel) }),
  })
  return (
    <div className={styles.proof}>
      <div role="status">
        {proving.isPending && texts.readModels.proof.proving}
        {!proving.isPending && last.data === null && texts.readModels.proof.none}
        {!proving.isPending && last.data && <Result proof={last.data} />}
        {!proving.isPending && last.isLoadingError && texts.readModels.proof.notLoaded}
        {proving.isError && (
          <small className={styles.bad}>
            {`${texts.readModels.proof.failed} ${sentenceOf(proving.error)}`}
          </small>
        )}
      </div>
      <ActionButton
        aria-label={texts.readModels.proof.proveOf(readModel)}
        isBusy={proving.isPending}
        onClick={() => proving.mutate()}
      >
        {texts.readModels.proof.prove}
      </ActionButton>
    </div>
  )
}

function Result({ proof }: { proof: ReadModelProof }) {
  const now = useNow()
  const { equal, first_difference, chats, parked, proved_at } = proof
  return (
    <>
      <Pill tone={equal ? 'ok' : 'bad'}>
        {equal ? texts.readModels.proof.equal : texts.readModels.proof.different}
      </Pill>
      <small title={fullTime(proved_at)}>
        {texts.readModels.proof.when(relativeTime(proved_at, now), count(chats))}
      </small>
      {parked > 0 && <small>{texts.readModels.proof.parked(count(parked))}</small>}
      {first_difference && (
        <small className={styles.bad}>
          {`${texts.readModels.parked.chat(first_difference.chat_id)}, ${first_difference.what}: ${texts.readModels.proof.difference(first_difference.expected, first_difference.served)}`}
        </small>
      )}
    </>
  )
}
