import './demo.css'

const user = new URLSearchParams(location.search).get('user') ?? 'ada'

document.querySelector(`[data-user="${CSS.escape(user)}"]`)?.setAttribute('aria-current', 'page')

async function token(): Promise<string> {
  const response = await fetch(`/demo/token?user=${encodeURIComponent(user)}`)
  if (!response.ok) throw new Error(`No token for ${user}: ${response.status}`)
  return ((await response.json()) as { token: string }).token
}

// Exactly what a host application does: calls queue up until the script is there.
const page = window as { Parley?: { (...call: unknown[]): unknown; q?: unknown[][] } }
const queue: unknown[][] = []
page.Parley = Object.assign((...call: unknown[]) => queue.push(call), { q: queue })
page.Parley('boot', { token, title: 'Moss & Thistle' })

const script = document.createElement('script')
script.src = '/widget.js'
script.async = true
document.head.append(script)
