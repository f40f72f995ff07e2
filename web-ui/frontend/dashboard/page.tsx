import type { ReactNode } from 'react'
import styles from './page.module.css'
import type { SidebarPlace } from './places'
import { Sidebar } from './sidebar'
import { usePageTitle } from './use-page-title'
import workspace from './workspace.module.css'

interface PageProps {
  place: SidebarPlace
  title: string
  lead: string
  /** What can be done with the whole of it. */
  actions: ReactNode
  children: ReactNode
  /** What is beside it, if anything. */
  aside?: ReactNode
  className?: string | undefined
}

/** A page beside the conversations: what it is, and below that its content. */
export function Page({ place, title, lead, actions, children, aside, className = '' }: PageProps) {
  const unread = usePageTitle(title)
  return (
    <div className={workspace.workspace}>
      <Sidebar place={place} unread={unread} />
      <main className={`${workspace.main} ${styles.page}`}>
        <div className={`${styles.content} ${className}`}>
          <header className={styles.header}>
            <div>
              <h1>{title}</h1>
              <p>{lead}</p>
            </div>
            {actions}
          </header>
          {children}
        </div>
        {aside}
      </main>
    </div>
  )
}
