import { useEffect, useRef, useState } from 'preact/hooks'
import { Launcher } from './launcher'
import { Panel } from './panel'
import { Preview } from './preview'
import type { Session } from './session'
import { useView } from './use-view'

export function App({ session }: { session: Session }) {
  const view = useView(session)
  const { chat, open, texts, title, theme, preview } = view
  const root = useRef<HTMLDivElement>(null)
  const launcher = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(open)
  // Kept here, so that closing the panel loses nothing.
  const [draft, setDraft] = useState('')

  useEffect(() => {
    const { style } = root.current as HTMLDivElement
    if (theme.color) style.setProperty('--accent', theme.color)
    else style.removeProperty('--accent')
  }, [theme.color])

  useEffect(() => {
    if (wasOpen.current && !open) launcher.current?.focus()
    wasOpen.current = open
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open && !event.isComposing) session.setOpen(false)
    ownKey(event)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls inside pass here
    <div
      ref={root}
      class={theme.color ? 'parley themed' : 'parley'}
      data-theme={theme.scheme === 'auto' ? undefined : theme.scheme}
      lang={texts.dates.slice(0, 2)}
      onKeyDown={onKeyDown}
      onKeyUp={ownKey}
      onKeyPress={ownKey}
    >
      {open && <Panel session={session} view={view} draft={draft} setDraft={setDraft} />}
      {preview && (
        <Preview
          message={preview}
          sender={preview.sender_name ?? title}
          texts={texts}
          onOpen={() => session.setOpen(true)}
          onDismiss={() => session.dismissPreview()}
        />
      )}
      <Launcher
        buttonRef={launcher}
        open={open}
        unread={chat.unread}
        texts={texts}
        onToggle={() => session.setOpen(!open)}
      />
    </div>
  )
}

/** Outside the shadow tree a key seems to come from no text box, and would trigger the host's shortcuts. */
function ownKey(event: KeyboardEvent): void {
  event.stopPropagation()
}
