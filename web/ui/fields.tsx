import { NumberInput, TextInput } from '@mantine/core'

type Common = { readonly label: string; readonly help?: string | undefined; readonly error?: string | undefined }

type NumberProps = Common & {
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly suffix?: string
  readonly min?: number
  readonly max?: number
  readonly whole?: boolean
}

/** A number that may be left out; empty means that it is. */
export function OptionalNumber({ label, help, error, value, onChange, suffix, min = 0, max, whole = true }: NumberProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      error={error}
      value={value ?? ''}
      min={min}
      {...(max === undefined ? {} : { max })}
      {...(suffix === undefined ? {} : { suffix: ` ${suffix}` })}
      allowDecimal={!whole}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  )
}

type TextProps = Common & {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly placeholder?: string
  /** An expression or a name of the machine, not words. */
  readonly mono?: boolean
}

/** A text that may be left out; empty means that it is. */
export function OptionalText({ label, help, error, value, onChange, placeholder, mono = false }: TextProps) {
  return (
    <TextInput
      label={label}
      description={help}
      error={error}
      value={value ?? ''}
      {...(placeholder === undefined ? {} : { placeholder })}
      spellCheck={!mono}
      styles={mono ? { input: { fontFamily: 'var(--mono)', fontSize: 12 } } : {}}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  )
}
