import type { ParkedChat, ReadModel } from '../../client/wire'
import { texts } from '../texts'
import { count, headOf, rate } from './figures'
import styles from './summary.module.css'

interface SummaryProps {
  models: ReadModel[]
  /** By read model; those that are not known yet are missing. */
  parked: Map<string, ParkedChat[]>
}

/** How all read models are, in four figures. */
export function Summary({ models, parked }: SummaryProps) {
  const live = models.filter(({ state }) => state === 'live')
  const lag = Math.max(0, ...live.map(({ lag_events }) => lag_events))
  const busiest = Math.max(0, ...live.map(({ events_per_second }) => events_per_second ?? 0))
  const parking = [...parked].filter(([, chats]) => chats.length > 0)
  const parkedChats = parking.reduce((sum, [, chats]) => sum + chats.length, 0)
  const isKnown = models.every(({ name }) => parked.has(name))
  return (
    <dl className={styles.summary}>
      <div>
        <dt>{texts.readModels.head}</dt>
        <dd>{count(headOf(models))}</dd>
        <dd>{texts.readModels.rate(rate(busiest))}</dd>
      </div>
      <div>
        <dt>{texts.readModels.models}</dt>
        <dd>{models.length}</dd>
        <dd>{texts.readModels.states(live.length, models.length - live.length)}</dd>
      </div>
      <div>
        <dt>{texts.readModels.largestLag}</dt>
        <dd>{count(lag)}</dd>
        <dd>{texts.readModels.lagUnit}</dd>
      </div>
      <div>
        <dt>{texts.readModels.parkedChats}</dt>
        {parkedChats > 0 ? (
          <>
            <dd className={styles.bad}>{count(parkedChats)}</dd>
            <dd>{texts.readModels.parkedIn(parking.map(([name]) => name).join(', '))}</dd>
          </>
        ) : (
          <>
            <dd>{isKnown ? count(0) : texts.unknown}</dd>
            <dd>{isKnown ? texts.readModels.noneParked : texts.readModels.parkedUnknown}</dd>
          </>
        )}
      </div>
    </dl>
  )
}
