import { type ReactNode, useState } from 'react'
import { texts } from '../texts'
import { Icon } from './icon'
import styles from './json.module.css'

interface JsonProps {
  title: string
  value: unknown
}

/** A value as JSON, to read and to copy. */
export function Json({ title, value }: JsonProps) {
  const text = JSON.stringify(value, null, 2)
  return (
    <section className={styles.json} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Copy what={title} text={text} />
      </header>
      <pre>{coloured(text)}</pre>
    </section>
  )
}

/** Browsers have a clipboard for secure pages only. */
function Copy({ what, text }: { what: string; text: string }) {
  const [isDone, setIsDone] = useState(false)
  if (!navigator.clipboard) return null
  return (
    <>
      <span role="status">{isDone && texts.audit.copied}</span>
      <button
        type="button"
        className="btn ghost icon"
        aria-label={texts.audit.copy(what)}
        title={texts.audit.copy(what)}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setIsDone(true))}
      >
        <Icon name="copy" />
      </button>
    </>
  )
}

const NAME_OR_VALUE = /("(?:[^"\\]|\\.)*")(?=(:)?)|(-?\d[\d.eE+-]*|true|false|null)/g

/** Names and values in colours; everything in between as it is. */
function coloured(json: string) {
  const parts: ReactNode[] = []
  let end = 0
  for (const match of json.matchAll(NAME_OR_VALUE)) {
    const [word, , colon] = match
    parts.push(json.slice(end, match.index))
    parts.push(
      <span key={match.index} className={colon ? styles.name : styles.value}>
        {word}
      </span>,
    )
    end = match.index + word.length
  }
  return [...parts, json.slice(end)]
}
