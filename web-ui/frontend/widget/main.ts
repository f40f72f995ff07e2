import { createParley, type Parley } from './parley'

declare global {
  interface Window {
    Parley?: Parley
  }
}

/** Embedded twice, the script starts once: the first one's function has no queue any more. */
const script = document.currentScript
const queued = window.Parley?.q
if (script instanceof HTMLScriptElement && (!window.Parley || queued)) start(script)

function start(script: HTMLScriptElement): void {
  // The server is wherever the script came from, a path in front included.
  const parley = createParley(new URL('.', script.src).href.replace(/\/$/, ''))
  window.Parley = parley
  const { token, locale } = script.dataset
  if (token) parley('boot', { token, ...(locale && { locale }) })
  for (const call of queued ?? []) {
    const [name, ...args] = Array.from(call) as Parameters<Parley>
    parley(name, ...args)
  }
}
