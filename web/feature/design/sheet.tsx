import { type ReactNode, useId } from 'react'
import css from './design.module.css'

/** One part of the design sheet. */
export function Sheet({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section className={`card ${css['sheet']}`} aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  )
}
