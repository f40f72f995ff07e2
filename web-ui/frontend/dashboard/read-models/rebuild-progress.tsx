import type { ReadModel } from '../../client/wire'
import { texts } from '../texts'
import { Pill } from '../ui/pill'
import { count, duration, percent, rate } from './figures'
import styles from './rebuild-progress.module.css'

/** How far a rebuild is, and how long it will take. */
export function RebuildProgress({ model }: { model: ReadModel }) {
  const { name, position, head, progress, events_per_second, eta_seconds } = model
  return (
    <section className={styles.rebuild} aria-label={texts.readModels.progress(name)}>
      <h2>
        <Pill tone="accent">{texts.readModels.rebuilding}</Pill>
        {name}
      </h2>
      <progress value={progress} max={1} aria-label={texts.readModels.progress(name)} />
      <p>
        <b>{percent(progress)}</b>
        <span>
          <b>{count(position)}</b> {texts.readModels.ofEvents(count(head))}
        </span>
        {events_per_second !== null && (
          <span>
            <b>{rate(events_per_second)}</b> {texts.readModels.rateUnit}
          </span>
        )}
        {eta_seconds !== null && (
          <span>
            <b>{duration(eta_seconds)}</b> {texts.readModels.left}
          </span>
        )}
        <span>{texts.readModels.meanwhile}</span>
      </p>
    </section>
  )
}
