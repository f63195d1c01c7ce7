import { Textarea } from '@mantine/core'
import { useDraft } from './use-draft.ts'
import css from './form.module.css'

/** Where an expression is worked out: in which workflow, for which node, with the items of which execution. */
export type FieldContext = {
  readonly workflowId: string | undefined
  readonly nodeId: string
  readonly executionId: string | undefined
}

type Props = {
  readonly id: string
  readonly label: string
  /** With the leading `=`. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly context: FieldContext
  readonly isReadOnly: boolean
  readonly describedBy?: string | undefined
  readonly autoFocus?: boolean
}

export function ExpressionControl({ id, label, value, onChange, isReadOnly, describedBy, autoFocus = false }: Props) {
  const { draft, change, flush } = useDraft(value.slice(1), (text) => onChange(`=${text}`))
  return (
    <Textarea
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      autosize
      minRows={1}
      maxRows={12}
      spellCheck={false}
      readOnly={isReadOnly}
      autoFocus={autoFocus}
      classNames={{ input: css['expression'] ?? '' }}
      value={draft}
      onBlur={flush}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
