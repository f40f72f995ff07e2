import type { ComponentProps } from 'react'

interface ActionButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'disabled'> {
  /** What it does is under way, or cannot be done just now. */
  isBusy: boolean
}

/** A button that waits for what it started. Unlike one that is disabled it keeps the focus meanwhile. */
export function ActionButton({ isBusy, className = '', onClick, ...rest }: ActionButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      className={`btn ${className}`}
      aria-disabled={isBusy}
      onClick={isBusy ? undefined : onClick}
    />
  )
}
