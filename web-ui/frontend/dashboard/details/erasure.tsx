import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { adminRequest } from '../../client/chat-api'
import type { AdminChat } from '../../client/wire'
import { certificatePath, erase } from '../admin-api'
import { useDashboard } from '../dashboard-context'
import { isMissing, sentenceOf } from '../failures'
import { texts } from '../texts'
import { personName } from '../ui/person'
import { longDate } from '../ui/times'
import styles from './erasure.module.css'
import { forgetPerson } from './forget-person'

const CERTIFICATE_POLL_MS = 2_000

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
  const [typed, setTyped] = useState('')
  const { conversations } = useDashboard()
  const queries = useQueryClient()
  const field = useId()
  const confirmation = chat.user_email ?? chat.id
  const change = useMutation({
    mutationFn: () => erase(chat.id, typed),
    onSuccess: () => {
      setIsOpen(false)
      forgetPerson(queries, conversations, chat.id)
      void queries.invalidateQueries({ queryKey: ['inbox'] })
    },
  })

  function openChanged(open: boolean) {
    setIsOpen(open)
    setTyped('')
    change.reset()
  }

  function submitted(event: SubmitEvent) {
    event.preventDefault()
    change.mutate()
  }

  return (
    <AlertDialog.Root open={isOpen} onOpenChange={openChanged}>
      <AlertDialog.Trigger className="btn">{texts.erasure.erase}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.dialog}>
          <form onSubmit={submitted}>
            <AlertDialog.Title className={styles.title}>
              {texts.erasure.title(personName(chat))}
            </AlertDialog.Title>
            <AlertDialog.Description className={styles.consequences}>
              {texts.erasure.consequences}
            </AlertDialog.Description>
            <label htmlFor={field}>{texts.erasure.confirm(confirmation)}</label>
            <input
              id={field}
              value={typed}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={event => setTyped(event.target.value)}
            />
            {change.isError && (
              <p className={styles.failure} role="alert">
                {texts.erasure.failed} {sentenceOf(change.error)}
              </p>
            )}
            <div className={styles.actions}>
              <AlertDialog.Close className="btn">{texts.erasure.keep}</AlertDialog.Close>
              <button
                type="submit"
                className={`btn ${styles.danger}`}
                disabled={typed !== confirmation || change.isPending}
              >
                {texts.erasure.confirmed}
              </button>
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

function Certificate({ id, erasedAt }: { id: string; erasedAt: string }) {
  const path = certificatePath(id)
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
    <>
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
    </>
  )
}
