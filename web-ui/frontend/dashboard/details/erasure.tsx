import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { adminRequest } from '../../client/chat-api'
import type { AdminChat } from '../../client/wire'
import { certificatePath, erase } from '../admin-api'
import { useDashboard } from '../dashboard-context'
import { isMissing, sentenceOf } from '../failures'
import { texts } from '../texts'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { personName } from '../ui/person'
import { longDate } from '../ui/times'
import styles from './erasure.module.css'
import { forgetPerson } from './forget-person'

const CERTIFICATE_POLL_MS = 2_000

const erasing = (id: string) => ['erase', id]

/** The way to forget a person, and afterwards the certificate that it was done. */
export function Erasure({ chat }: { chat: AdminChat }) {
  return (
    <div className={styles.erasure}>
      {chat.erased_at ? <Certificate id={chat.id} erasedAt={chat.erased_at} /> : <ErasePerson chat={chat} />}
    </div>
  )
}

function ErasePerson({ chat }: { chat: AdminChat }) {
  const [isOpen, setIsOpen] = useState(false)
  const { conversations } = useDashboard()
  const queries = useQueryClient()
  const confirmation = chat.user_email ?? chat.id
  const change = useMutation({
    mutationKey: erasing(chat.id),
    mutationFn: () => erase(chat.id, confirmation),
    onSuccess: () => {
      close()
      forgetPerson(queries, conversations, chat.id)
      void queries.invalidateQueries({ queryKey: ['inbox'] })
    },
  })

  function close() {
    setIsOpen(false)
    if (change.isError) change.reset()
  }

  return (
    <>
      <button type="button" className="btn" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {texts.erasure.erase}
      </button>
      {isOpen && (
        <ConfirmDialog
          title={texts.erasure.title(personName(chat))}
          consequences={texts.erasure.consequences}
          word={confirmation}
          keep={texts.erasure.keep}
          confirm={texts.erasure.confirmed}
          isDangerous
          isPending={change.isPending}
          failure={change.isError ? `${texts.erasure.failed} ${sentenceOf(change.error)}` : null}
          onConfirm={() => change.mutate()}
          onClose={close}
        />
      )}
    </>
  )
}

function Certificate({ id, erasedAt }: { id: string; erasedAt: string }) {
  const path = certificatePath(id)
  const region = useFocusOnceErased(id)
  const certificate = useQuery({
    queryKey: ['certificate', id],
    queryFn: async () => {
      try {
        return await adminRequest<unknown>(path)
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    refetchInterval: ({ state }) => (state.data ? false : CERTIFICATE_POLL_MS),
  })
  return (
    <div ref={region} tabIndex={-1}>
      <p>{texts.erasure.erasedAt(longDate(erasedAt))}</p>
      <p role="status">
        {certificate.data ? (
          <a href={path} download={`erasure-${id}.json`}>
            {texts.erasure.download}
          </a>
        ) : certificate.isError ? (
          `${texts.erasure.certificateFailed} ${sentenceOf(certificate.error)}`
        ) : (
          texts.erasure.pending
        )}
      </p>
    </div>
  )
}

/** For what comes in the place of the dialog and its button: without it the focus would be nowhere. */
function useFocusOnceErased(id: string) {
  const region = useRef<HTMLDivElement>(null)
  const isErasedHere =
    useMutationState({ filters: { mutationKey: erasing(id), status: 'success' } }).length > 0
  useEffect(() => {
    if (isErasedHere && document.activeElement === document.body) region.current?.focus()
  }, [isErasedHere])
  return region
}
