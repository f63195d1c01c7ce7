import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { State } from './state.ts'
import css from './state-circle.module.css'

const cross = 'M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8'
const tick = 'M4.9 8.3l2.1 2.1 4.1-4.4'
const bars = 'M6.3 5.2v5.6M9.7 5.2v5.6'
const question = 'M6.3 6.5a1.75 1.75 0 1 1 2.5 1.6c-.5.25-.8.6-.8 1.1M8 11.3v.1'

const ring = (dash?: string) => (
  <circle
    cx="8"
    cy="8"
    r="6.2"
    fill="none"
    stroke="var(--ink-4)"
    strokeWidth="1.5"
    {...(dash === undefined ? {} : { strokeDasharray: dash })}
  />
)
const mark = (d: string, stroke: string) => (
  <path d={d} stroke={stroke} strokeWidth="1.7" fill="none" strokeLinecap="round" strokeLinejoin="round" />
)
const filled = (fill: string, d: string, stroke: string) => (
  <>
    <circle cx="8" cy="8" r="7" fill={fill} />
    {mark(d, stroke)}
  </>
)
const dashRing = (
  <>
    {ring()}
    <path d="M5.5 8h5" stroke="var(--ink-4)" strokeWidth="1.6" strokeLinecap="round" />
  </>
)

const drawings: Record<State, ReactNode> = {
  queued: ring('1.6 2.2'),
  running: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="var(--surface)"
        stroke="color-mix(in srgb, var(--running-strip) 28%, transparent)"
        strokeWidth="2"
      />
      <path
        className="spin"
        d="M8 2a6 6 0 0 1 6 6"
        stroke="var(--running-strip)"
        strokeWidth="2"
        fill="none"
        strokeLinecap="round"
      />
    </>
  ),
  waiting: filled('var(--accent)', bars, 'var(--on-accent)'),
  paused: filled('var(--ink-3)', bars, 'var(--surface)'),
  completed: filled('var(--done-strip)', tick, 'light-dark(#fff, #0f1f12)'),
  failed: filled('var(--failed-strip)', cross, 'light-dark(#fff, #2a0e0b)'),
  in_doubt: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="var(--surface)" stroke="var(--ink)" strokeWidth="1.4" strokeDasharray="2.6 1.7" />
      <path d={question} stroke="var(--ink)" strokeWidth="1.5" fill="none" strokeLinecap="round" />
    </>
  ),
  skipped: dashRing,
  cancelled: dashRing,
  draft: ring(),
  active: filled('var(--done-strip)', tick, 'light-dark(#fff, #0f1f12)'),
  inactive: ring(),
  archived: dashRing,
}

/** A circle reports. It never stands without its word, except on a node, where the word is its accessible name. */
export function StateCircle({ state, size = 14 }: { readonly state: State; readonly size?: number }) {
  return (
    <svg className={css['circle']} viewBox="0 0 16 16" width={size} height={size} aria-hidden>
      {drawings[state]}
    </svg>
  )
}

/** Circle and word; `text` may say it with a number ("3 running"). `pill` sets it on its ground. */
export function StateLabel({
  state,
  text,
  pill = false,
}: {
  readonly state: State
  readonly text?: string
  readonly pill?: boolean
}) {
  const { t } = useTranslation('common')
  return (
    <span className={`${css['label']} ${pill ? css['pill'] : ''}`} data-state={state}>
      <PillCircle state={state} pill={pill} />
      {text ?? t(`state.${state}`)}
    </span>
  )
}

/** On its filled pill the waiting circle is drawn as an outline; filled on filled would vanish. */
function PillCircle({ state, pill }: { readonly state: State; readonly pill: boolean }) {
  if (!pill || state !== 'waiting') return <StateCircle state={state} />
  return (
    <svg className={css['circle']} viewBox="0 0 16 16" width={14} height={14} aria-hidden>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6.4 5.8v4.4M9.6 5.8v4.4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  )
}
