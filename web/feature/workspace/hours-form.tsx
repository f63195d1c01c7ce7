import type { BusinessHours, Weekday, Workspace } from '@steward/contract/api/workspace'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Saving } from './general-page.tsx'
import css from './workspace.module.css'

const days: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const usual = { from: '09:00', to: '17:00' }
const intervalsMax = 6

type Intervals = NonNullable<BusinessHours['days'][Weekday]>

export function HoursForm({ workspace, saving }: { readonly workspace: Workspace; readonly saving: Saving }) {
  const { t } = useTranslation('workspace')
  const kept = workspace.profile.businessHours
  const [hours, setHours] = useState<BusinessHours>(kept ?? { days: {} })
  const isSame = JSON.stringify(hours) === JSON.stringify(kept ?? { days: {} })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.save({ profile: { businessHours: isEmpty(hours) ? null : hours } })
  }
  return (
    <form className={`card ${css['section']}`} onSubmit={submit}>
      <div>
        <h2>{t('hours')}</h2>
        <p className="ink2 xs">{t('hoursHelp')}</p>
      </div>
      <div>
        {days.map((day) => (
          <Day
            key={day}
            day={day}
            intervals={hours.days[day] ?? []}
            isReadOnly={saving.isReadOnly}
            onChange={(intervals) => setHours({ ...hours, days: withDay(hours.days, day, intervals) })}
          />
        ))}
      </div>
      <Holidays hours={hours} isReadOnly={saving.isReadOnly} onChange={setHours} />
      {saving.isReadOnly ? null : (
        <Button
          type="submit"
          variant="filled"
          className={css['save'] ?? ''}
          disabled={isSame || !isComplete(hours)}
          loading={saving.isPending}
        >
          {t('save', { ns: 'common' })}
        </Button>
      )}
    </form>
  )
}

type DayProps = {
  readonly day: Weekday
  readonly intervals: Intervals
  readonly isReadOnly: boolean
  readonly onChange: (intervals: Intervals) => void
}

function Day({ day, intervals, isReadOnly, onChange }: DayProps) {
  const { t } = useTranslation('workspace')
  const name = t(`day.${day}`)
  const replace = (index: number, change: Partial<Intervals[number]>) =>
    onChange(intervals.map((one, at) => (at === index ? { ...one, ...change } : one)))
  return (
    <div className={css['day']}>
      <span>{name}</span>
      <div className={css['intervals']}>
        {intervals.length === 0 ? <span className="dim">{t('closed')}</span> : null}
        {intervals.map(({ from, to }, index) => (
          <div key={index} className={css['interval']}>
            <TextInput
              type="time"
              aria-label={t('from', { day: name })}
              value={from}
              readOnly={isReadOnly}
              onChange={(event) => replace(index, { from: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              // A day ends at 24:00, which a field for times cannot say; it shows midnight.
              type="time"
              aria-label={t('to', { day: name })}
              value={to === '24:00' ? '00:00' : to}
              readOnly={isReadOnly}
              onChange={(event) =>
                replace(index, { to: event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value })
              }
            />
            {isReadOnly ? null : (
              <ActionIcon
                aria-label={t('removeHours', { from, to, day: name })}
                onClick={() => onChange(intervals.filter((_, at) => at !== index))}
              >
                <X size={14} aria-hidden />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {isReadOnly || intervals.length >= intervalsMax ? null : (
        <ActionIcon aria-label={t('addHours', { day: name })} onClick={() => onChange([...intervals, next(intervals)])}>
          <Plus size={14} aria-hidden />
        </ActionIcon>
      )}
    </div>
  )
}

type HolidaysProps = {
  readonly hours: BusinessHours
  readonly isReadOnly: boolean
  readonly onChange: (hours: BusinessHours) => void
}

function Holidays({ hours, isReadOnly, onChange }: HolidaysProps) {
  const { t } = useTranslation('workspace')
  const holidays = hours.holidays ?? []
  const set = (next: typeof holidays) => onChange({ ...hours, holidays: next })
  const replace = (index: number, change: Partial<(typeof holidays)[number]>) =>
    set(holidays.map((one, at) => (at === index ? { ...one, ...change } : one)))
  return (
    <div className={css['form']}>
      <h3>{t('holidays')}</h3>
      {holidays.map(({ date, name = '' }, index) => (
        <div key={index} className={css['holiday']}>
          <TextInput
            type="date"
            aria-label={t('holidayDate')}
            value={date}
            readOnly={isReadOnly}
            onChange={(event) => replace(index, { date: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('holidayName')}
            placeholder={t('holidayName')}
            maxLength={100}
            value={name}
            readOnly={isReadOnly}
            onChange={(event) => replace(index, { name: event.currentTarget.value })}
          />
          {isReadOnly ? null : (
            <ActionIcon aria-label={t('removeHoliday', { date })} onClick={() => set(holidays.filter((_, at) => at !== index))}>
              <X size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {isReadOnly ? null : (
        <Button
          className={css['save'] ?? ''}
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => set([...holidays, { date: '' }])}
        >
          {t('addHoliday')}
        </Button>
      )}
    </div>
  )
}

/** What follows the hours that are there, or the usual ones. */
function next(intervals: Intervals): Intervals[number] {
  const last = intervals.at(-1)
  return last === undefined || last.to >= '23:00' ? usual : { from: last.to, to: '24:00' }
}

function withDay(all: BusinessHours['days'], day: Weekday, intervals: Intervals): BusinessHours['days'] {
  const { [day]: _, ...others } = all
  return intervals.length === 0 ? others : { ...others, [day]: intervals }
}

const isEmpty = ({ days: open, holidays = [] }: BusinessHours) => Object.keys(open).length === 0 && holidays.length === 0

const isComplete = ({ days: open, holidays = [] }: BusinessHours) =>
  Object.values(open).every((intervals) => intervals.every(({ from, to }) => from !== '' && to !== '')) &&
  holidays.every(({ date }) => date !== '')
