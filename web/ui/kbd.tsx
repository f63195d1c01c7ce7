import type { ReactNode } from 'react'
import css from './small.module.css'

export const Kbd = ({ children }: { readonly children: ReactNode }) => <kbd className={css['kbd']}>{children}</kbd>

/** Tags and other short facts in a hairline frame; `color` adds the small square before it. */
export function Tag({ children, color }: { readonly children: ReactNode; readonly color?: string | null }) {
  return (
    <span className={css['tag']}>
      {color === undefined ? null : <i style={{ background: color ?? 'var(--ink-4)' }} />}
      {children}
    </span>
  )
}
