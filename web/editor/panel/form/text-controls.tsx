import { NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { formatDuration } from '../../../lib/format.ts'
import { CodeField } from '../../expression/code-field.tsx'
import { textOf } from '../../model/text-of.ts'
import { type InputProps, useForm } from './form-context.ts'
import { useDraft } from './use-draft.ts'
import css from './form.module.css'

const looksLikeExpression = (text: string) => /\{\{[^]*\}\}/.test(text)

/** What is typed becomes an expression by a leading `=` or by `{{ … }}` in it. */
function useText({ field, value, path }: InputProps) {
  const { set } = useForm()
  const text = textOf(value ?? field.fallback)
  const isEmptyAgain = (next: string) => next === '' && (field.fallback === undefined || field.fallback === '')
  const { draft, change, flush } = useDraft(text, (next) =>
    set(path, isEmptyAgain(next) && value === undefined ? undefined : next),
  )
  const type = (next: string) => {
    if (field.noExpression === true || (!looksLikeExpression(next) && next !== '=')) change(next)
    else set(path, next === '=' ? '=' : `=${next}`)
  }
  return { draft, type, flush }
}

export function TextControl(props: InputProps) {
  const { id, field, problem, describedBy } = props
  const { isReadOnly } = useForm()
  const { draft, type, flush } = useText(props)
  const common = {
    id,
    value: draft,
    readOnly: isReadOnly,
    error: problem !== undefined,
    'aria-describedby': describedBy,
    onBlur: flush,
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
  }
  if (field.as === 'password')
    return <PasswordInput {...common} autoComplete="off" onChange={(event) => type(event.currentTarget.value)} />
  if (field.as === 'multiline' || draft.includes('\n'))
    return (
      <Textarea
        {...common}
        autosize
        minRows={field.as === 'multiline' ? 3 : 1}
        maxRows={14}
        onChange={(event) => type(event.currentTarget.value)}
      />
    )
  return <TextInput {...common} autoComplete="off" spellCheck={false} onChange={(event) => type(event.currentTarget.value)} />
}

/** A piece of code or JSON. JSON that was stored as a value and not as text stays a value while it can be read. */
export function CodeControl(props: InputProps) {
  const { id, field, value, path, problem, describedBy } = props
  const { set, isReadOnly, context } = useForm()
  const isValue = value !== undefined && typeof value !== 'string'
  const text = isValue ? JSON.stringify(value, null, 2) : textOf(value ?? field.fallback)
  const { draft, change, flush } = useDraft(text, (next) => {
    const parsed = isValue ? parsedOr(next) : undefined
    set(path, parsed === undefined ? next : parsed)
  })
  return (
    <div onBlur={flush}>
      <CodeField
        id={id}
        label={field.title}
        language={field.as === 'json' ? 'json' : (field.language ?? 'text')}
        context={context}
        isReadOnly={isReadOnly}
        isFaulty={problem !== undefined}
        isShort={field.as !== 'code'}
        describedBy={describedBy}
        value={draft}
        onChange={(next) => {
          if (next === '=' && field.noExpression !== true) set(path, '=')
          else change(next)
        }}
      />
    </div>
  )
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export function NumberControl({ id, field, value, path, problem, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  const { unit, limits, fallback } = field
  const shown = value ?? fallback
  const amount = shown === '' || shown === undefined || shown === null ? '' : Number(shown)
  const { draft, change, flush } = useDraft(String(amount), (next) => set(path, next === '' ? undefined : Number(next)))
  const inWords = unit !== undefined && draft !== '' && Number(draft) >= 1000 * (unit === 'ms' ? 1 : 0.06)
  return (
    <div className={css['withUnit']}>
      <NumberInput
        id={id}
        value={draft === '' ? '' : Number(draft)}
        readOnly={isReadOnly}
        error={problem !== undefined}
        aria-describedby={describedBy}
        allowDecimal={limits.isWhole !== true}
        allowNegative={(limits.minimum ?? -1) < 0}
        hideControls={isReadOnly}
        {...(unit === undefined ? {} : { suffix: ` ${unit}` })}
        onBlur={flush}
        onKeyDown={(event) => {
          if (event.key !== '=' || field.noExpression === true) return
          event.preventDefault()
          set(path, '=')
        }}
        onChange={(next) => change(next === '' ? '' : String(next))}
      />
      {inWords ? <span className={css['unit']}>{formatDuration(Number(draft) * (unit === 'ms' ? 1 : 1000))}</span> : null}
    </div>
  )
}
