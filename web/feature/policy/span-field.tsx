import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './policy.module.css'

const units = { minute: 1, hour: 60, day: 1440 } as const
type Unit = keyof typeof units
const unitNames = Object.keys(units) as Unit[]
const largestOf = (minutes: number): Unit => (minutes % 1440 === 0 ? 'day' : minutes % 60 === 0 ? 'hour' : 'minute')

type Props = {
  readonly label: string
  readonly help?: string
  readonly minutes: number | undefined
  readonly onChange: (minutes: number | undefined) => void
}

/** A span of time in the unit a person thinks in. What is no number becomes none. */
export function SpanField({ label, help, minutes, onChange }: Props) {
  const { t } = useTranslation('policy')
  const isThere = minutes !== undefined && Number.isFinite(minutes)
  const [unit, setUnit] = useState<Unit>(isThere ? largestOf(minutes) : 'day')
  return (
    <div className={css['span']}>
      <NumberInput
        label={label}
        description={help}
        min={1}
        allowDecimal={false}
        value={isThere ? minutes / units[unit] : ''}
        onChange={(value) => onChange(typeof value === 'number' ? value * units[unit] : undefined)}
      />
      <Select
        aria-label={`${label}: ${t('unit')}`}
        value={unit}
        onChange={(value) => {
          const next = unitNames.find((one) => one === value) ?? 'day'
          setUnit(next)
          if (isThere) onChange((minutes / units[unit]) * units[next])
        }}
        data={unitNames.map((value) => ({ value, label: t(`unit_${value}`) }))}
      />
    </div>
  )
}
