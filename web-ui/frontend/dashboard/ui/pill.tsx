import type { Tone } from './event-look'
import styles from './pill.module.css'
import tones from './tones.module.css'

/** A state in a word or two. */
export function Pill({ tone, children }: { tone: Tone; children: string }) {
  return <span className={`${styles.pill} ${tones[tone]}`}>{children}</span>
}
