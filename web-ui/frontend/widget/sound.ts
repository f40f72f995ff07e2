/** Protects people from a sound that they have switched off on this site; it holds nothing else. */
const MUTED_KEY = 'parley.muted'

/** Of several messages at once, one is heard. */
const PAUSE_MS = 1_000

let context: AudioContext | undefined
let lastAt = 0

/** A soft two-tone chime, made here so that no host has to allow media from elsewhere. */
export function chime(): void {
  // Before the first gesture on a page the browser would keep the sound for later.
  if (isMuted() || !navigator.userActivation?.hasBeenActive || Date.now() - lastAt < PAUSE_MS) return
  lastAt = Date.now()
  context ??= new AudioContext()
  const { currentTime, destination } = context
  for (const [frequency, delay] of [
    [660, 0],
    [880, 0.09],
  ] as const) {
    const tone = new OscillatorNode(context, { frequency })
    const volume = new GainNode(context, { gain: 0 })
    const start = currentTime + delay
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(0.08, start + 0.015)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.28)
    tone.connect(volume).connect(destination)
    tone.start(start)
    tone.stop(start + 0.3)
  }
}

export function silence(): void {
  void context?.close()
  context = undefined
}

/** Storage may be forbidden to a page; then the switch holds until the page is left. */
let muted: boolean | undefined

export function isMuted(): boolean {
  if (muted === undefined) {
    try {
      muted = localStorage.getItem(MUTED_KEY) === 'true'
    } catch {
      muted = false
    }
  }
  return muted
}

export function setMuted(value: boolean): void {
  muted = value
  try {
    localStorage.setItem(MUTED_KEY, String(value))
  } catch {
    // Not remembered, which is all that storage was for.
  }
}
