import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatClient, ChatState } from '../client/chat-client'
import { Avatar } from './avatar'
import { type Entry, entriesOf } from './entries'
import { Icon } from './icons'
import { MessageItem } from './message-item'
import { newestOnScreen } from './newest-on-screen'
import type { Texts } from './texts'

interface Props {
  chat: ChatState
  client: ChatClient
  texts: Texts
  title: string
}

/** So near to its end, in pixels, the list follows new messages, or to its start, loads earlier ones. */
const END = 60
const START = 160

export function MessageList({ chat, client, texts, title }: Props) {
  const log = useRef<HTMLDivElement>(null)
  const before = useRef({ first: 0, height: 0, pending: 0 })
  const atEnd = useRef(true)
  const [away, setAway] = useState(false)

  const first = chat.messages[0]?.sequence ?? 0
  const entries = entriesOf(chat, texts)

  const look = useCallback(() => {
    const box = log.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < END
    setAway(!atEnd.current)
    if (box.scrollTop < START) void client.loadEarlier()
    if (document.visibilityState === 'visible') client.seen(newestOnScreen(box))
  }, [client])

  useLayoutEffect(() => {
    const box = log.current
    if (!box) return
    const { first: firstBefore, height, pending } = before.current
    // What was inserted above must not move what is being read.
    if (first < firstBefore) box.scrollTop += box.scrollHeight - height
    else if (atEnd.current || chat.pending.length > pending) box.scrollTop = box.scrollHeight
    before.current = { first, height: box.scrollHeight, pending: chat.pending.length }
    look()
  })

  useEffect(() => {
    document.addEventListener('visibilitychange', look)
    // The list shrinks when the text box grows or a banner appears.
    const resized = new ResizeObserver(() => {
      if (atEnd.current && log.current) log.current.scrollTop = log.current.scrollHeight
      look()
    })
    if (log.current) resized.observe(log.current)
    return () => {
      document.removeEventListener('visibilitychange', look)
      resized.disconnect()
    }
  }, [look])

  const toNewest = () => {
    const box = log.current as HTMLDivElement
    // The button goes, and must not take the focus with it.
    box.focus()
    box.scrollTop = box.scrollHeight
  }

  const typist = chat.typing && (chat.typing.name ?? title)

  return (
    <div class="history">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <div ref={log} class="log" role="log" tabIndex={0} aria-label={texts.conversation} onScroll={look}>
        <ol>
          {entries.map((entry: Entry) =>
            entry.kind === 'day' ? (
              <li key={entry.key} class="day">
                {entry.label}
              </li>
            ) : (
              <MessageItem key={entry.key} entry={entry} client={client} texts={texts} title={title} />
            ),
          )}
          {typist && (
            <li class="row theirs last">
              <Avatar name={typist} />
              <p class="bubble dots" role="status" aria-label={texts.typing(typist)}>
                <i />
                <i />
                <i />
              </p>
            </li>
          )}
        </ol>
      </div>
      {away && (
        <button type="button" class="newest" onClick={toNewest}>
          <Icon name="arrowDown" />
          {texts.newest}
        </button>
      )}
    </div>
  )
}
