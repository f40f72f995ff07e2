import type { Message } from '../client/wire'
import { Avatar } from './avatar'
import { Icon } from './icons'
import type { Texts } from './texts'

interface Props {
  message: Message
  sender: string
  texts: Texts
  onOpen: () => void
  onDismiss: () => void
}

/** What came while the panel was closed, beside the launcher. */
export function Preview({ message, sender, texts, onOpen, onDismiss }: Props) {
  return (
    <div class="preview" role="status">
      <button type="button" class="teaser" onClick={onOpen}>
        <Avatar name={sender} />
        <span>
          <b>{sender}</b>
          <span class="excerpt">{message.content}</span>
        </span>
      </button>
      <button type="button" class="tool" aria-label={texts.dismiss} onClick={onDismiss}>
        <Icon name="cross" />
      </button>
    </div>
  )
}
