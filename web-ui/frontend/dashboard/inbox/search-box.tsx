import { useEffect, useRef, useState } from 'react'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import styles from './search-box.module.css'

const SETTLE_MS = 250

/** Tells what is searched for once typing pauses; Escape clears it. */
export function SearchBox({ onSearch }: { onSearch: (q: string) => void }) {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const q = text.trim()

  useEffect(() => {
    const timer = setTimeout(() => onSearch(q), q === '' ? 0 : SETTLE_MS)
    return () => clearTimeout(timer)
  }, [q, onSearch])

  function clear() {
    setText('')
    input.current?.focus()
  }

  return (
    <search className={styles.box}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        value={text}
        maxLength={200}
        placeholder={texts.list.searchPlaceholder}
        aria-label={texts.list.search}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => event.key === 'Escape' && clear()}
      />
      {text !== '' && (
        <button type="button" className="btn ghost icon" aria-label={texts.list.clearSearch} onClick={clear}>
          <Icon name="close" />
        </button>
      )}
    </search>
  )
}
