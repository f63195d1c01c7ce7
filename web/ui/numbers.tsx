import type { ReactNode } from 'react'
import css from './numbers.module.css'

/** A row of large numbers on top of a list; on a phone it is left out unless it is what the page is about. */
export function Numbers({ children, onPhone = false }: { readonly children: ReactNode; readonly onPhone?: boolean }) {
  return <dl className={`card ${css['strip']} ${onPhone ? css['phone'] : 'hide-s'}`}>{children}</dl>
}

type Props = {
  readonly name: string
  readonly value: string
  readonly hint?: string
  /** Somebody has to look at it. */
  readonly accent?: boolean
}

export function BigNumber({ name, value, hint = '', accent = false }: Props) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd className={css['big']} style={accent ? { color: 'var(--accent-text)' } : {}}>
        {value} {hint === '' ? null : <small>{hint}</small>}
      </dd>
    </div>
  )
}
