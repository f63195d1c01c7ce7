import type { Parameters } from '@steward/contract/node-form'
import { Textarea } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../../api/problem.ts'
import type { Path } from '../../model/set-in.ts'
import { useForm } from './form-context.ts'
import { useDraft } from './use-draft.ts'
import css from './form.module.css'

type Props = {
  readonly label: string
  readonly help?: string | undefined
  readonly value: unknown
  readonly path: Path
  /** The value is these parameters of the object at the path, and not the whole of it. */
  readonly names?: readonly string[]
}

/** What no other control can show, as it is stored. It is only set when it can be read. */
export function JsonControl({ label, help, value, path, names }: Props) {
  const { t } = useTranslation('form')
  const { set, isReadOnly } = useForm()
  const [fault, setFault] = useState<string>()
  const id = useId()
  const { draft, change, flush } = useDraft(JSON.stringify(value, null, 2), (text) => {
    try {
      const next: unknown = JSON.parse(text)
      if (names === undefined) set(path, next)
      else for (const name of new Set([...names, ...Object.keys(asTree(next))])) set([...path, name], asTree(next)[name])
      setFault(undefined)
    } catch (error) {
      setFault(error instanceof SyntaxError ? t('notJson', { reason: sentenceOf(error) }) : t('notObject'))
    }
  })
  return (
    <Textarea
      id={id}
      label={label}
      description={help}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
      readOnly={isReadOnly}
      error={fault}
      classNames={{ input: css['code'] ?? '' }}
      value={draft}
      onBlur={flush}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}

function asTree(value: unknown): Parameters {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object')
  return value as Parameters
}
