import { ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import css from './small.module.css'

type Props = {
  /** The words of the tab in the browser, and of the heading unless `heading` draws it. */
  readonly title: string
  readonly heading?: ReactNode
  /** A link to the list this page belongs to. */
  readonly crumb?: ReactNode
  readonly facts?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** The content fills the page to its edges and scrolls by itself. */
  readonly bare?: boolean
}

/** A page: one heading, its facts and actions in the top bar, the content below. */
export function Page({ title, heading, crumb, facts, actions, children, bare = false }: Props) {
  useEffect(() => {
    document.title = `${title} · Steward`
  }, [title])
  return (
    <>
      <header className={css['top']} data-bare={bare || undefined}>
        {crumb === undefined ? null : (
          <div className={`${css['crumb']} hide-s`}>
            {crumb}
            <ChevronRight size={14} aria-hidden />
          </div>
        )}
        {heading ?? <h1>{title}</h1>}
        {facts}
        <span className="sp" />
        {actions}
      </header>
      {bare ? (
        children
      ) : (
        <div className={css['body']} data-scrolls>
          {children}
        </div>
      )}
    </>
  )
}
