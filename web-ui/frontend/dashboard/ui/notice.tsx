import { texts } from '../texts'
import styles from './notice.module.css'

interface NoticeProps {
  children: string
  /** Given for a failure: what the button to try again does. */
  onRetry?: () => void
}

/** A calm sentence where content would be: nothing there, still loading, or failed. */
export function Notice({ children, onRetry }: NoticeProps) {
  return (
    <div className={styles.notice} role={onRetry ? 'alert' : 'status'}>
      <p>{children}</p>
      {onRetry && (
        <button type="button" className="btn" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
    </div>
  )
}
