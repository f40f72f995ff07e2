import { mount } from './mount'
import { Session } from './session'
import type { Settings, Theme } from './settings'

type EventName = 'ready' | 'open' | 'close' | 'message' | 'unread' | 'connection' | 'error'
export type Emit = (event: EventName, detail?: unknown) => void
type Listener = (detail: unknown) => void

interface Calls {
  boot(settings: Settings): void
  shutdown(): void
  show(): void
  hide(): void
  toggle(): void
  update(settings: Partial<Settings>): void
  setLocale(locale: string): void
  setTheme(theme: Theme): void
  on(event: EventName, listener: Listener): () => void
}

export type Parley = (<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>) => unknown) & {
  /** Calls that a host page made before this script was there. */
  q?: ArrayLike<unknown>[]
}

/** What host pages call as `Parley(name, …)`. Before `boot` and after `shutdown` a call about the chat does nothing. */
export function createParley(server: string): Parley {
  const listeners = new Map<EventName, Set<Listener>>()
  let session: Session | null = null
  let unmount = () => {}

  const emit: Emit = (event, detail) => {
    for (const listener of listeners.get(event) ?? []) {
      try {
        listener(detail)
      } catch (error) {
        // A host's mistake is the host's to see; the chat goes on.
        reportError(error)
      }
    }
    dispatchEvent(new CustomEvent(`parley:${event}`, { detail }))
  }

  const calls: Calls = {
    boot(settings) {
      if (typeof settings?.token !== 'string' && typeof settings?.token !== 'function') {
        throw new TypeError('Parley boot needs a token: a string, or a function that answers one.')
      }
      if (session?.token === settings.token) return session.update(settings)
      calls.shutdown()
      session = new Session(server, settings, emit)
      unmount = mount(session)
      session.start()
    },
    shutdown() {
      session?.stop()
      unmount()
      session = null
      unmount = () => {}
    },
    show: () => session?.setOpen(true),
    hide: () => session?.setOpen(false),
    toggle: () => session?.setOpen(!session.getView().open),
    update: settings => session?.update(settings),
    setLocale: locale => session?.update({ locale }),
    setTheme: theme => session?.update({ theme }),
    on(event, listener) {
      const those = listeners.get(event) ?? new Set()
      listeners.set(event, those.add(listener))
      return () => those.delete(listener)
    },
  }

  return (name, ...args) => {
    const call = Object.hasOwn(calls, name) ? (calls[name] as (...args: unknown[]) => unknown) : null
    if (!call) throw new TypeError(`Parley has no call "${name}".`)
    return call(...args)
  }
}
