import type { ReactNode } from 'react'
import css from './account.module.css'

type Props = { readonly title: string; readonly text?: string; readonly children?: ReactNode }

/** One matter of the account: what it is, and the form for it. */
export function Part({ title, text, children }: Props) {
  return (
    <section className={`card ${css['part']}`} aria-label={title}>
      <div>
        <h2>{title}</h2>
        {text === undefined ? null : <p className="dim">{text}</p>}
      </div>
      {children}
    </section>
  )
}
