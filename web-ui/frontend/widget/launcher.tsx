import type { Ref } from 'preact'
import { Icon } from './icons'
import type { Texts } from './texts'

interface Props {
  buttonRef: Ref<HTMLButtonElement>
  open: boolean
  unread: number
  texts: Texts
  onToggle: () => void
}

export function Launcher({ buttonRef, open, unread, texts, onToggle }: Props) {
  const name = open ? texts.close : texts.open
  return (
    <button
      ref={buttonRef}
      type="button"
      class={open ? 'launcher open' : 'launcher'}
      aria-label={unread ? `${name}, ${texts.unread(unread)}` : name}
      aria-expanded={open}
      onClick={onToggle}
    >
      <Icon name={open ? 'cross' : 'chat'} />
      {unread > 0 && <b aria-hidden="true">{unread > 9 ? '9+' : unread}</b>}
    </button>
  )
}
