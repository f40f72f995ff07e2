import { AlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactNode, type SubmitEvent, useId, useState } from 'react'
import { texts } from '../texts'
import styles from './confirm-dialog.module.css'
import { Icon, type IconName } from './icon'

interface ConfirmDialogProps {
  title: string
  consequences: string
  /** More about them. */
  children?: ReactNode
  /** What has to be typed. */
  word: string
  keep: string
  confirm: string
  icon?: IconName
  isDangerous?: boolean
  isPending: boolean
  /** Why it was not done, if it was tried. */
  failure: string | null
  onConfirm: () => void
  onClose: () => void
}

/** Says what will happen, and lets it happen only once a word is typed. Then the focus goes back to where it was. */
export function ConfirmDialog({ title, consequences, children, word, ...rest }: ConfirmDialogProps) {
  const { keep, confirm, icon, isDangerous, isPending, failure, onConfirm, onClose } = rest
  const [typed, setTyped] = useState('')
  const field = useId()

  function submitted(event: SubmitEvent) {
    event.preventDefault()
    if (typed === word && !isPending) onConfirm()
  }

  return (
    <AlertDialog.Root open onOpenChange={isOpen => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.dialog}>
          <form onSubmit={submitted}>
            <AlertDialog.Title>{title}</AlertDialog.Title>
            <AlertDialog.Description className={styles.consequences}>{consequences}</AlertDialog.Description>
            {children}
            <label htmlFor={field}>
              {texts.confirm.type} <b>{word}</b> {texts.confirm.toConfirm}
            </label>
            <input
              id={field}
              value={typed}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={event => setTyped(event.target.value)}
            />
            {failure && (
              <p className={styles.failure} role="alert">
                {failure}
              </p>
            )}
            <div className={styles.choice}>
              <AlertDialog.Close className="btn">{keep}</AlertDialog.Close>
              <button
                type="submit"
                className={`btn ${isDangerous ? styles.danger : 'primary'}`}
                disabled={typed !== word}
                aria-disabled={isPending}
              >
                {icon && <Icon name={icon} />}
                {confirm}
              </button>
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
