import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ChatListItem } from '../../client/wire'
import styles from './chat-list.module.css'
import { ChatRow } from './chat-row'

const ROW_PX = 61
const LOAD_AHEAD_ROWS = 10

interface ChatListProps {
  label: string
  chats: ChatListItem[]
  selectedId: string | undefined
  hrefOf: (chat: ChatListItem) => string
  /** Called when the end of what is loaded comes near. */
  onEndNear: () => void
}

/** The chats of one tab. One of them is in the tab order, the arrow keys reach the others. */
export function ChatList({ label, chats, selectedId, hrefOf, onEndNear }: ChatListProps) {
  const scroller = useRef<HTMLElement>(null)
  const [focusedId, setFocusedId] = useState<string>()
  const toFocus = useRef<number>(undefined)
  const rows = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: index => chats[index]?.id ?? index,
    overscan: 8,
    paddingStart: 6,
    paddingEnd: 6,
  })
  const visible = rows.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? -1

  const isEndNear = lastVisible >= chats.length - LOAD_AHEAD_ROWS
  useEffect(() => {
    if (isEndNear) onEndNear()
  }, [isEndNear, onEndNear])

  const tabStop = [focusedId, selectedId].find(id => chats.some(chat => chat.id === id)) ?? chats[0]?.id

  function moveFocus(event: KeyboardEvent, from: number) {
    const to = nextRow(event.key, from, chats.length)
    const chat = to === undefined ? undefined : chats[to]
    if (to === undefined || !chat) return
    event.preventDefault()
    setFocusedId(chat.id)
    toFocus.current = to
    rows.scrollToIndex(to)
  }

  // A row far away is there only after the scrolling has rendered it.
  useEffect(() => {
    if (toFocus.current === undefined) return
    const link = scroller.current?.querySelector<HTMLElement>(`[data-index="${toFocus.current}"] > a`)
    if (!link) return
    toFocus.current = undefined
    link.focus()
  })

  return (
    <nav className={styles.scroller} aria-label={label} ref={scroller}>
      <ul style={{ height: rows.getTotalSize() }}>
        {visible.map(({ index, start, key }) => {
          const chat = chats[index]
          if (!chat) return null
          return (
            <li
              key={key}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={chats.length}
              aria-posinset={index + 1}
            >
              <ChatRow
                chat={chat}
                href={hrefOf(chat)}
                isSelected={chat.id === selectedId}
                isTabStop={chat.id === tabStop}
                onKeyDown={event => moveFocus(event, index)}
              />
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function nextRow(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, count - 1)
    case 'ArrowUp':
      return Math.max(from - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
