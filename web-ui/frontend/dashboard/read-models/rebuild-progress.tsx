import type { ReadModel } from '../../client/wire'
import { texts } from '../texts'
import { count, duration, percent, rate } from './figures'
import styles from './read-models.module.css'

/** How far a rebuild is, and how long it will take. */
export function RebuildProgress({ model }: { model: ReadModel }) {
  const { name, position, head, progress, events_per_second, eta_seconds } = model
  return (
    <section className={styles.rebuild} aria-label={texts.readModels.progress(name)}>
      <h2>
        <span className={`${styles.pill} ${styles.rebuilding}`}>{texts.readModels.rebuilding}</span>
        {name}
      </h2>
      <progress value={progress} max={1} aria-label={texts.readModels.progress(name)} />
      <p>
        <b>{percent(progress)}</b>
        <span>{texts.readModels.done(count(position), count(head))}</span>
        {events_per_second !== null && (
          <span>{texts.readModels.eventsPerSecond(rate(events_per_second))}</span>
        )}
        {eta_seconds !== null && <span>{texts.readModels.left(duration(eta_seconds))}</span>}
        <small>{texts.readModels.meanwhile}</small>
      </p>
    </section>
  )
}
