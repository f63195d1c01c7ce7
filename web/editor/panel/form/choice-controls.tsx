import { Autocomplete, MultiSelect, Select, Switch, TagsInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { textOf } from '../../model/text-of.ts'
import { type InputProps, useForm } from './form-context.ts'
import { useDraft } from './use-draft.ts'

const isLong = 8

export function SelectControl({ id, field, value, path, problem, describedBy }: InputProps) {
  const { t } = useTranslation('form')
  const { set, isReadOnly } = useForm()
  const chosen = value ?? field.fallback
  const key = chosen === undefined || chosen === null ? null : textOf(chosen)
  const data = useMemo(() => {
    const known = field.choices.map((choice) => ({ value: String(choice.value), label: choice.label }))
    return key === null || known.some((one) => one.value === key)
      ? known
      : [...known, { value: key, label: t('unknown', { value: key }) }]
  }, [field.choices, key, t])
  return (
    <Select
      id={id}
      data={data}
      value={key}
      readOnly={isReadOnly}
      error={problem !== undefined}
      aria-describedby={describedBy}
      searchable={data.length > isLong}
      maxDropdownHeight={280}
      onKeyDown={(event) => {
        if (event.key !== '=' || field.noExpression === true || isReadOnly) return
        event.preventDefault()
        set(path, `=${key ?? ''}`)
      }}
      onChange={(next) => {
        const choice = field.choices.find((one) => String(one.value) === next)
        if (choice !== undefined) set(path, choice.value)
      }}
    />
  )
}

export function MultiSelectControl({ id, field, value, path, problem, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  const chosen = (Array.isArray(value) ? value : Array.isArray(field.fallback) ? field.fallback : []) as readonly unknown[]
  const known = field.choices.map((choice) => ({ value: String(choice.value), label: choice.label }))
  const data = [
    ...known,
    ...chosen
      .map(String)
      .filter((one) => !known.some((choice) => choice.value === one))
      .map((one) => ({ value: one, label: one })),
  ]
  return (
    <MultiSelect
      id={id}
      data={data}
      value={chosen.map(String)}
      readOnly={isReadOnly}
      error={problem !== undefined}
      aria-describedby={describedBy}
      clearable={false}
      onChange={(next) =>
        set(
          path,
          next.map((one) => field.choices.find((choice) => String(choice.value) === one)?.value ?? one),
        )
      }
    />
  )
}

/** A list of names that are typed one by one. */
export function NamesControl({ id, value, path, problem, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  return (
    <TagsInput
      id={id}
      value={Array.isArray(value) ? value.map(String) : []}
      readOnly={isReadOnly}
      error={problem !== undefined}
      aria-describedby={describedBy}
      onChange={(next) => set(path, next)}
    />
  )
}

export function SwitchControl({ id, field, value, path, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  return (
    <Switch
      id={id}
      label={field.title}
      {...(field.help === undefined ? {} : { description: field.help })}
      checked={(value ?? field.fallback) === true}
      disabled={isReadOnly}
      aria-describedby={describedBy}
      onKeyDown={(event) => {
        if (event.key === '=' && field.noExpression !== true) set(path, `={{ ${String((value ?? field.fallback) === true)} }}`)
      }}
      onChange={(event) => set(path, event.currentTarget.checked)}
    />
  )
}

/** A moment as text; the picker of the browser helps where the text is one it can show. */
export function DateTimeControl({ id, field, value, path, problem, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  const { draft, change, flush } = useDraft(typeof value === 'string' ? value : '', (next) => set(path, next))
  const isPickable = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(draft) && !/(Z|[+-]\d\d:?\d\d)$/.test(draft)
  return (
    <div className="row" style={{ gap: 8 }}>
      <Autocomplete
        id={id}
        style={{ flex: 1 }}
        value={draft}
        data={[]}
        placeholder="2026-05-01T09:00"
        readOnly={isReadOnly}
        error={problem !== undefined}
        aria-describedby={describedBy}
        onBlur={flush}
        onKeyDown={(event) => {
          if (event.key !== '=' || draft !== '' || field.noExpression === true) return
          event.preventDefault()
          set(path, '=')
        }}
        onChange={change}
      />
      {isReadOnly ? null : (
        <DatePicker title={field.title} value={isPickable ? draft.slice(0, 16) : ''} onPick={(next) => set(path, next)} />
      )}
    </div>
  )
}

function DatePicker({
  title,
  value,
  onPick,
}: {
  readonly title: string
  readonly value: string
  readonly onPick: (text: string) => void
}) {
  const { t } = useTranslation('form')
  return (
    <input
      type="datetime-local"
      aria-label={t('pickDate', { field: title })}
      value={value}
      onChange={(event) => event.currentTarget.value !== '' && onPick(event.currentTarget.value)}
      style={{ width: 38, border: 0, background: 'transparent', color: 'var(--ink)' }}
    />
  )
}

export function TimeZoneControl({ id, value, path, problem, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const { draft, change, flush } = useDraft(typeof value === 'string' ? value : '', (next) =>
    set(path, next === '' ? undefined : next),
  )
  return (
    <Autocomplete
      id={id}
      data={zones}
      limit={60}
      value={draft}
      placeholder="Europe/Berlin"
      readOnly={isReadOnly}
      error={problem !== undefined}
      aria-describedby={describedBy}
      onBlur={flush}
      onChange={change}
    />
  )
}
