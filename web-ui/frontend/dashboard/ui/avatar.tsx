import type { CSSProperties } from 'react'
import styles from './avatar.module.css'
import { hue, initials } from './person'

export function Avatar({ id, name, size }: { id: string; name: string; size?: 'small' | 'large' }) {
  return (
    <span
      className={`av ${size ? styles[size] : ''}`}
      style={{ '--h': hue(id) } as CSSProperties}
      aria-hidden="true"
    >
      {initials(name)}
    </span>
  )
}
