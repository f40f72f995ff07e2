import { render } from 'preact'
import { App } from './app'
import type { Session } from './session'
import styles from './widget.css?inline'

/** Puts the widget into the page, in a tree that the host's styles do not reach; the answer takes it out again. */
export function mount(session: Session): () => void {
  const host = document.createElement('parley-widget')
  const shadow = host.attachShadow({ mode: 'open' })
  // A constructed sheet needs no 'unsafe-inline' of the host's Content-Security-Policy.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  shadow.adoptedStyleSheets = [sheet]
  render(<App session={session} />, shadow)

  const attach = () => document.body.append(host)
  if (document.body) attach()
  else addEventListener('DOMContentLoaded', attach)
  return () => {
    removeEventListener('DOMContentLoaded', attach)
    render(null, shadow)
    host.remove()
  }
}
