import { useEffect, useRef, useState } from 'preact/hooks'
import type { Connection } from '../client/stomp-transport'
import { Avatar } from './avatar'
import { Composer } from './composer'
import { Icon } from './icons'
import { MessageList } from './message-list'
import type { Session, View } from './session'
import type { Texts } from './texts'
import { useMedia } from './use-view'

interface Props {
  session: Session
  view: View
  draft: string
  setDraft: (draft: string) => void
}

export function Panel({ session, view, draft, setDraft }: Props) {
  const { chat, texts, title } = view
  const { connection, refusal } = chat
  const firstVisit = chat.loaded && chat.messages.length === 0 && chat.pending.length === 0
  const box = useRef<HTMLTextAreaElement>(null)
  // From the first try that failed to the one that succeeds: the banner must not come and go with each.
  const lost = useRef(false)
  lost.current = connection.state === 'reconnecting' && (lost.current || connection.nextTryAt !== null)

  useEffect(() => box.current?.focus(), [])

  return (
    <section class="panel" role="dialog" aria-label={title}>
      <Header session={session} view={view} large={firstVisit} />
      {refusal ? (
        <Banner texts={texts} text={texts.sessionEnded} onRetry={() => session.retryNow()} />
      ) : (
        lost.current &&
        connection.state === 'reconnecting' && (
          <Countdown until={connection.nextTryAt} texts={texts} onRetry={() => session.retryNow()} />
        )
      )}
      <MessageList chat={chat} client={session.chat} texts={texts} title={title} />
      <Composer
        boxRef={box}
        texts={texts}
        hint={connection.state === 'connected' || refusal ? texts.hint : texts.sentLater}
        draft={draft}
        onDraft={setDraft}
        onTyping={() => session.chat.typing()}
        onSend={content => session.chat.send(content)}
      />
    </section>
  )
}

function Header({ session, view, large }: { session: Session; view: View; large: boolean }) {
  const { chat, texts, title, muted } = view
  // Where the panel fills the screen there is no launcher to close it with, so this button takes its name.
  const fullScreen = useMedia('(max-width: 480px), (max-height: 400px)')
  const admins = chat.messages.filter(({ sender_type }) => sender_type === 'admin')
  const names = [...new Set(admins.map(({ sender_name }) => sender_name ?? title).reverse())].slice(0, 3)
  return (
    <header class={large ? 'header large' : 'header'}>
      {names.length > 0 && (
        <span class="faces">
          {names.map(name => (
            <Avatar key={name} name={name} />
          ))}
        </span>
      )}
      <div class="heading">
        <h2>{large ? [texts.greeting, <br key="line" />, texts.question] : title}</h2>
        {large && <p>{texts.people}</p>}
        <ConnectionState connection={chat.connection} texts={texts} />
      </div>
      <button
        type="button"
        class="tool"
        aria-label={muted ? texts.unmute : texts.mute}
        onClick={() => session.setMuted(!muted)}
      >
        <Icon name={muted ? 'bellOff' : 'bell'} />
      </button>
      <button
        type="button"
        class="tool"
        aria-label={fullScreen ? texts.close : texts.minimize}
        onClick={() => session.setOpen(false)}
      >
        <Icon name="chevron" />
      </button>
    </header>
  )
}

function ConnectionState({ connection, texts }: { connection: Connection; texts: Texts }) {
  return (
    <p class={`connection ${connection.state}`} role="status">
      {texts[connection.state]}
    </p>
  )
}

function Countdown({ until, texts, onRetry }: { until: number | null; texts: Texts; onRetry: () => void }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = until && Math.max(1, Math.ceil((until - Math.max(now, Date.now())) / 1000))
  const next = seconds ? texts.nextTry(seconds) : ''
  return <Banner texts={texts} text={`${texts.noConnection} ${next}`} onRetry={onRetry} />
}

/** Not a live region: the connection state above says it already, and a countdown would never stop talking. */
function Banner({ texts, text, onRetry }: { texts: Texts; text: string; onRetry: () => void }) {
  return (
    <div class="banner">
      <Icon name="waves" />
      <span>{text}</span>
      <button type="button" onClick={onRetry}>
        {texts.retryNow}
      </button>
    </div>
  )
}
