import { type KeyboardEvent, type SubmitEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { ChatClient } from '../../client/chat-client'
import { charactersTooMany } from '../../client/content'
import { useDashboard } from '../dashboard-context'
import { texts } from '../texts'
import { Icon } from '../ui/icon'
import styles from './composer.module.css'

interface ComposerProps {
  chatId: string
  recipient: string
  client: ChatClient
  /** The past cannot be answered. */
  isInPast: boolean
}

/** The box that a reply is written in. What is not sent yet waits for the next visit of the chat. */
export function Composer({ chatId, recipient, client, isInPast }: ComposerProps) {
  const { conversations } = useDashboard()
  const [text, setText] = useState(() => conversations.draft(chatId))
  const box = useRef<HTMLTextAreaElement>(null)
  const troubleId = useId()
  const tooMany = charactersTooMany(text)
  const canSend = text.trim() !== '' && tooMany === 0 && !isInPast

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    if (!box.current) return
    box.current.style.height = 'auto'
    box.current.style.height = `${box.current.scrollHeight}px`
  }, [text])

  function write(next: string) {
    setText(next)
    conversations.keepDraft(chatId, next)
  }

  function send(event?: SubmitEvent) {
    event?.preventDefault()
    if (!canSend) return
    client.send(text)
    write('')
    box.current?.focus()
  }

  function keyPressed(event: KeyboardEvent) {
    // Enter also picks a word of an input method; 229 is what older browsers report then.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <form className={styles.composer} onSubmit={send}>
      <textarea
        ref={box}
        rows={2}
        value={text}
        aria-label={texts.composer.label}
        aria-invalid={tooMany > 0}
        aria-describedby={tooMany > 0 ? troubleId : undefined}
        placeholder={isInPast ? texts.past.composer : texts.composer.placeholder(recipient)}
        disabled={isInPast}
        onChange={event => {
          write(event.target.value)
          client.typing()
        }}
        onKeyDown={keyPressed}
      />
      <div className={styles.actions}>
        {tooMany > 0 ? (
          <p id={troubleId} className={styles.trouble} role="alert">
            {texts.composer.tooLong(tooMany)}
          </p>
        ) : (
          <p className={styles.hint}>{texts.composer.hint}</p>
        )}
        <button type="submit" className="btn primary" disabled={!canSend}>
          {texts.composer.send}
          <Icon name="arrowUp" />
        </button>
      </div>
    </form>
  )
}
