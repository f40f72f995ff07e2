import { Fragment } from 'react'
import type { ParkedChat, ReadModel } from '../../client/wire'
import { texts } from '../texts'
import { ActionButton } from '../ui/action-button'
import { Icon } from '../ui/icon'
import { useNow } from '../ui/now'
import { Pill } from '../ui/pill'
import { fullTime, relativeTime } from '../ui/times'
import { count, rate } from './figures'
import { LastProof } from './last-proof'
import { ParkedChats } from './parked-chats'
import styles from './read-model-table.module.css'

const { columns } = texts.readModels

interface ReadModelTableProps {
  models: ReadModel[]
  parked: Map<string, ParkedChat[]>
  onRebuild: (model: ReadModel) => void
}

export function ReadModelTable({ models, parked, onRebuild }: ReadModelTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col" className={styles.number}>
            {columns.position}
          </th>
          <th scope="col" className={styles.number}>
            {columns.lag}
          </th>
          <th scope="col" className={styles.number}>
            {columns.rate}
          </th>
          <th scope="col">{columns.proof}</th>
          <th scope="col">
            <span className="unseen">{columns.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map(model => {
          const chats = parked.get(model.name) ?? []
          return (
            <Fragment key={model.name}>
              <ReadModelRow model={model} onRebuild={onRebuild} />
              {chats.length > 0 && (
                <tr className={styles.parked}>
                  <td colSpan={7}>
                    <ParkedChats readModel={model.name} chats={chats} onLeave={() => focusOn(model)} />
                  </td>
                </tr>
              )}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}

const rowId = ({ name }: ReadModel) => `read-model-${name}`

const focusOn = (model: ReadModel) => document.getElementById(rowId(model))?.focus()

function ReadModelRow({ model, onRebuild }: Pick<ReadModelTableProps, 'onRebuild'> & { model: ReadModel }) {
  const now = useNow()
  const { name, state, position, lag_events, events_per_second, rebuilt_at } = model
  return (
    <tr>
      <th scope="row" id={rowId(model)} tabIndex={-1}>
        <b>{name}</b>
        <small>{texts.readModels.about[name]}</small>
      </th>
      <td data-label={columns.state}>
        <Pill tone={state === 'live' ? 'ok' : 'accent'}>{texts.readModels[state]}</Pill>
        {rebuilt_at && (
          <small title={fullTime(rebuilt_at)}>
            {texts.readModels.rebuiltAt(relativeTime(rebuilt_at, now))}
          </small>
        )}
      </td>
      <td className={styles.number} data-label={columns.position}>
        {count(position)}
      </td>
      <td className={styles.number} data-label={columns.lag}>
        {lag_events === 0 ? <span className={styles.none}>{count(0)}</span> : <b>{count(lag_events)}</b>}
      </td>
      <td className={styles.number} data-label={columns.rate}>
        {rate(events_per_second)} {events_per_second !== null && <small>{texts.readModels.rateUnit}</small>}
      </td>
      <td data-label={columns.proof}>
        <LastProof readModel={name} />
      </td>
      <td className={styles.actions}>
        <ActionButton
          aria-label={texts.readModels.rebuildOf(name)}
          isBusy={state === 'rebuilding'}
          onClick={() => onRebuild(model)}
        >
          <Icon name="restore" />
          {texts.readModels.rebuild}
        </ActionButton>
      </td>
    </tr>
  )
}
