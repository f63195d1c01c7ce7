import { TextInput } from '@mantine/core'
import css from './day-field.module.css'

type DayProps = {
  readonly label: string
  /** In the field itself. */
  readonly word: string
  readonly value: string | undefined
  /** The end of a day is the beginning of the next. */
  readonly shiftDays: number
  readonly onChange: (time: string | undefined) => void
}

/** A day of the person's own calendar. */
export function DayField({ label, word, value, shiftDays, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      leftSection={<span className="xs dim">{word}</span>}
      leftSectionWidth={44}
      className={css['day'] ?? ''}
      value={value === undefined ? '' : dayOf(value, -shiftDays)}
      onChange={(event) => onChange(startOf(event.currentTarget.value, shiftDays))}
    />
  )
}

function startOf(day: string, shiftDays: number): string | undefined {
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number)
  const time = new Date(year, month - 1, date + shiftDays)
  return Number.isNaN(time.getTime()) || year < 1970 || year > 9000 ? undefined : time.toISOString()
}

function dayOf(time: string, shiftDays: number): string {
  const day = new Date(time)
  if (Number.isNaN(day.getTime())) return ''
  day.setDate(day.getDate() + shiftDays)
  return [String(day.getFullYear()).padStart(4, '0'), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
