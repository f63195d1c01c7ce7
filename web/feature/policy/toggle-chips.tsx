import type { ReactNode } from 'react'
import css from './policy.module.css'

type Props<T extends string | number> = {
  readonly label: string
  readonly choices: readonly { readonly value: T; readonly label: string; readonly show?: ReactNode }[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: T[]) => void
  readonly error?: string | undefined
}

/** Any number of a few: each a button that is pressed or not. */
export function ToggleChips<T extends string | number>({ label, choices, chosen, onChange, error }: Props<T>) {
  return (
    <div role="group" aria-label={label}>
      <span className="label">{label}</span>
      <div className={css['chips']}>
        {choices.map(({ value, label: word, show }) => {
          const isOn = chosen.includes(value)
          return (
            <button
              key={value}
              type="button"
              className={css['chip']}
              aria-pressed={isOn}
              aria-label={word}
              onClick={() => onChange(isOn ? chosen.filter((one) => one !== value) : [...chosen, value])}
            >
              {show ?? word}
            </button>
          )
        })}
      </div>
      {error === undefined ? null : <p className={css['fault']}>{error}</p>}
    </div>
  )
}
