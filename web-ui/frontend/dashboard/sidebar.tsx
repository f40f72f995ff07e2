import { useMutation } from '@tanstack/react-query'
import { Link } from 'wouter'
import { signOut } from './admin-api'
import { useConnection, useDashboard } from './dashboard-context'
import { auditPath, listPath, readModelsPath, type SidebarPlace } from './places'
import styles from './sidebar.module.css'
import { texts } from './texts'
import { ActionButton } from './ui/action-button'
import { Avatar } from './ui/avatar'
import { Icon } from './ui/icon'

interface SidebarProps {
  place: SidebarPlace
  unread: string
}

export function Sidebar({ place, unread }: SidebarProps) {
  const { me } = useDashboard()
  return (
    <nav className={styles.sidebar} aria-label={texts.mainNavigation}>
      <p className={styles.brand}>
        <span className={styles.logo}>
          <Icon name="chat" />
        </span>
        <span>
          {texts.product}
          <small>{texts.productArea}</small>
        </span>
      </p>
      <ul>
        <li>
          <Link href={listPath('inbox')} aria-current={place === 'inbox' ? 'page' : undefined}>
            <Icon name="inbox" />
            <span>{texts.inbox}</span>
            {unread && (
              <b role="img" aria-label={texts.unreadChats(unread)}>
                {unread}
              </b>
            )}
          </Link>
        </li>
        <li>
          <Link href={listPath('archived')} aria-current={place === 'archived' ? 'page' : undefined}>
            <Icon name="archive" />
            <span>{texts.archived}</span>
          </Link>
        </li>
        <li>
          <Link href={auditPath} aria-current={place === 'audit' ? 'page' : undefined}>
            <Icon name="document" />
            <span>{texts.audit.title}</span>
          </Link>
        </li>
        <li>
          <Link href={readModelsPath} aria-current={place === 'read-models' ? 'page' : undefined}>
            <Icon name="stack" />
            <span>{texts.readModels.title}</span>
          </Link>
        </li>
      </ul>
      <ConnectionState />
      <div className={styles.me}>
        <Avatar id={me.id} name={me.name} size="small" />
        <span className={styles.name} title={me.email}>
          {me.name}
        </span>
        <SignOut />
      </div>
    </nav>
  )
}

function ConnectionState() {
  const { state } = useConnection()
  return (
    <p className={`${styles.connection} ${styles[state]}`} role="status">
      <i aria-hidden="true" />
      {texts.connection[state]}
    </p>
  )
}

function SignOut() {
  const { goToSignIn } = useDashboard()
  const leave = useMutation({ mutationFn: signOut, onSuccess: goToSignIn })
  return (
    <>
      <ActionButton
        className="ghost icon"
        aria-label={texts.signOut}
        title={texts.signOut}
        isBusy={leave.isPending}
        onClick={() => leave.mutate()}
      >
        <Icon name="signOut" />
      </ActionButton>
      {leave.isError && (
        <p className={styles.failure} role="alert">
          {texts.signOutFailed}
        </p>
      )}
    </>
  )
}
