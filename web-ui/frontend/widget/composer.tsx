import type { RefObject } from 'preact'
import { charactersTooMany } from '../client/content'
import { Icon } from './icons'
import type { Texts } from './texts'

interface Props {
  boxRef: RefObject<HTMLTextAreaElement | null>
  texts: Texts
  hint: string
  draft: string
  onDraft: (draft: string) => void
  onTyping: () => void
  onSend: (content: string) => void
}

export function Composer({ boxRef, texts, hint, draft, onDraft, onTyping, onSend }: Props) {
  const over = charactersTooMany(draft)
  const sendable = over === 0 && draft.trim() !== ''

  const send = () => {
    if (!sendable) return
    onSend(draft.trim())
    onDraft('')
    boxRef.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word; Safari tells only by the key code.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  return (
    <form
      class="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <div class="box">
        {/* The style sheet draws the same text unseen behind the box, which makes it grow. */}
        <div class="grow" data-text={draft}>
          <textarea
            ref={boxRef}
            rows={1}
            aria-label={texts.message}
            aria-invalid={over > 0}
            placeholder={texts.placeholder}
            value={draft}
            onInput={event => {
              onDraft(event.currentTarget.value)
              onTyping()
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <button type="submit" class="send" aria-label={texts.send} disabled={!sendable}>
          <Icon name="arrowUp" />
        </button>
      </div>
      {over > 0 ? (
        <p class="note bad" role="alert">
          {texts.tooLong(over)}
        </p>
      ) : (
        <p class="note">{hint}</p>
      )}
    </form>
  )
}
