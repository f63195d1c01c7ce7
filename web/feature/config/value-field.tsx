import type { ConfigEntry } from '@steward/contract/api/config'
import { NumberInput, PasswordInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldKindOf } from './value-text.ts'
import css from './config.module.css'

type Props = {
  readonly entry: ConfigEntry
  readonly value: unknown
  /** Undefined while what is typed is no value. */
  readonly onChange: (value: unknown) => void
}

/** A field for a value, of the kind that its rules ask for. */
export function ValueField({ entry, value, onChange }: Props) {
  const { t } = useTranslation('config')
  if (entry.secret)
    return (
      <PasswordInput
        label={t('newSecret')}
        description={t('secretHelp')}
        autoComplete="new-password"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
    )
  const field = { label: t('value'), description: entry.rules.join(' '), value, onChange }
  const kind = fieldKindOf(entry.schema)
  switch (kind.kind) {
    case 'choice':
      return <Choice {...field} choices={kind.choices} />
    case 'switch':
      return <Switch label={field.label} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'number':
      return <Count {...field} whole={kind.whole} unit={entry.unit} />
    case 'text':
      return <Line {...field} lengthMax={kind.lengthMax} />
    case 'list':
      return <TagsInput {...field} value={Array.isArray(value) ? value.map(String) : []} splitChars={[',', ' ']} />
    case 'numbers':
      return <Counts names={kind.names} value={value} onChange={onChange} />
    case 'json':
    default:
      return <JsonField {...field} />
  }
}

type FieldProps = Pick<Props, 'value' | 'onChange'> & { readonly label: string; readonly description?: string }

function Choice({ choices, value, onChange, ...shared }: FieldProps & { readonly choices: readonly string[] }) {
  return (
    <Select
      {...shared}
      allowDeselect={false}
      data={[...choices]}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

function Line({ lengthMax, value, onChange, ...shared }: FieldProps & { readonly lengthMax: number | undefined }) {
  return (
    <TextInput
      {...shared}
      {...(lengthMax === undefined ? {} : { maxLength: lengthMax })}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type CountProps = FieldProps & { readonly whole?: boolean; readonly unit?: string | null }

/** What is out of bounds is left for the server to refuse in its words. */
function Count({ whole = true, unit = null, value, onChange, ...shared }: CountProps) {
  return (
    <NumberInput
      {...shared}
      allowDecimal={!whole}
      {...(unit === null ? {} : { suffix: ` ${unit}` })}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}

type CountsProps = Pick<Props, 'value' | 'onChange'> & { readonly names: readonly string[] }

function Counts({ names, value, onChange }: CountsProps) {
  const present = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
  return (
    <div className={css['counts']}>
      {names.map((name) => (
        <Count key={name} label={name} value={present[name]} onChange={(next) => onChange({ ...present, [name]: next })} />
      ))}
    </div>
  )
}

function JsonField({ value, onChange, ...shared }: FieldProps) {
  const { t } = useTranslation('config')
  const [text, setText] = useState(() => JSON.stringify(value, null, 2) ?? '')
  const [broken, setBroken] = useState(false)
  return (
    <Textarea
      {...shared}
      rows={8}
      spellCheck={false}
      error={broken ? t('notJson') : null}
      styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const read = readJson(event.currentTarget.value)
        setBroken(read === undefined)
        onChange(read)
      }}
    />
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
