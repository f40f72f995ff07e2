import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { texts } from '../texts'
import { Icon, type IconName } from '../ui/icon'
import { type Filters, isFiltered } from './audit-api'
import styles from './filter-bar.module.css'
import { instantOf, type Period, periods, startOf } from './periods'
import { useEventTypes } from './use-audit-log'

const SETTLE_MS = 300
const CHAT_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

interface FilterBarProps {
  filters: Filters
  /** The button that cleared them is gone, and the focus was on it. */
  isCleared: boolean
  onChange: (filters: Filters) => void
  onClear: () => void
}

/** What narrows the log down. It is no part of the address, since it may name a person. */
export function FilterBar({ filters, isCleared, onChange, onClear }: FilterBarProps) {
  const bar = useRef<HTMLElement>(null)
  const queries = useQueryClient()
  const types = useEventTypes()
  const [actor, setActor] = useState(filters.actor)
  const [chat, setChat] = useState(filters.chat)
  const [period, setPeriod] = useState<Period>('any')
  const chatId = CHAT_ID.exec(chat)?.[0] ?? ''
  const isNoChat = chat.trim() !== '' && chatId === ''
  const change = (changed: Partial<Filters>) => onChange({ ...filters, ...changed })

  useEffect(() => {
    if (isCleared) bar.current?.focus()
  }, [isCleared])

  const typed = actor.trim()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed settles
  useEffect(() => {
    if (typed === filters.actor && chatId === filters.chat) return
    const timer = setTimeout(() => change({ actor: typed, chat: chatId }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, chatId, filters])

  function choosePeriod(chosen: Period) {
    setPeriod(chosen)
    change({ from: startOf(chosen, new Date()), to: '' })
  }

  return (
    <search ref={bar} tabIndex={-1} className={styles.filters} aria-label={texts.audit.filters}>
      <TextFilter
        icon="person"
        label={texts.audit.actor}
        placeholder={texts.audit.actorPlaceholder}
        value={actor}
        onChange={setActor}
      />
      <TextFilter
        icon="chat"
        label={texts.audit.chat}
        placeholder={texts.audit.chatPlaceholder}
        value={chat}
        error={isNoChat ? texts.audit.noChat : undefined}
        onChange={setChat}
      />
      <Choice label={texts.audit.type} value={filters.type} onChange={type => change({ type })}>
        <option value="">{texts.audit.anyType}</option>
        {types.map(type => (
          <option key={type}>{type}</option>
        ))}
      </Choice>
      <Choice label={texts.audit.period} value={period} onChange={choosePeriod}>
        {periods.map(name => (
          <option key={name} value={name}>
            {texts.audit.periods[name]}
          </option>
        ))}
      </Choice>
      {period === 'custom' && (
        <>
          <Moment label={texts.audit.from} onChange={value => change({ from: instantOf(value, 'start') })} />
          <Moment label={texts.audit.to} onChange={value => change({ to: instantOf(value, 'end') })} />
        </>
      )}
      {(isFiltered(filters) || isNoChat || period !== 'any') && (
        <button type="button" className="btn ghost" onClick={onClear}>
          <Icon name="close" />
          {texts.audit.clear}
        </button>
      )}
      <button
        type="button"
        className="btn ghost icon"
        aria-label={texts.audit.refresh}
        title={texts.audit.refresh}
        onClick={() => void queries.resetQueries({ queryKey: ['audit'] })}
      >
        <Icon name="restore" />
      </button>
    </search>
  )
}

interface TextFilterProps {
  icon: IconName
  label: string
  placeholder: string
  value: string
  error?: string | undefined
  onChange: (value: string) => void
}

function TextFilter({ icon, label, placeholder, value, error, onChange }: TextFilterProps) {
  const errorId = `no-${icon}`
  return (
    <div className={styles.text}>
      <label>
        <Icon name={icon} />
        <input
          type="text"
          aria-label={label}
          value={value}
          maxLength={320}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error && errorId}
          onChange={event => onChange(event.target.value)}
        />
      </label>
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  onChange: (value: Value) => void
  children: ReactNode
}

function Choice<Value extends string>({ label, value, onChange, children }: ChoiceProps<Value>) {
  return (
    <div className={`btn ${styles.choice}`} data-chosen={value !== '' && value !== 'any'}>
      <select aria-label={label} value={value} onChange={event => onChange(event.target.value as Value)}>
        {children}
      </select>
      <Icon name="chevron" />
    </div>
  )
}

function Moment({ label, onChange }: { label: string; onChange: (value: string) => void }) {
  return (
    <label className={styles.moment}>
      {label}
      <input type="datetime-local" onChange={event => onChange(event.target.value)} />
    </label>
  )
}
