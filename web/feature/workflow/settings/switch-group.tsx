import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './settings.module.css'

type Props = {
  readonly label: string
  readonly help: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
}

/** Something that is off or on; its fields are there only when it is on. */
export function SwitchGroup({ label, help, on, onChange, children }: Props) {
  return (
    <div className={css['group']}>
      <Switch label={label} description={help} checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {on ? <div className={css['pair']}>{children}</div> : null}
    </div>
  )
}
