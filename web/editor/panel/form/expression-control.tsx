import { type ExpressionContext, ExpressionField } from '../../expression/expression-field.tsx'
import { useDraft } from './use-draft.ts'

/** Where an expression is worked out: in which workflow, for which node, with the items of which execution. */
export type FieldContext = ExpressionContext

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
  readonly multiline?: boolean
}

export function ExpressionControl({ value, onChange, ...field }: Props) {
  const { draft, change, flush } = useDraft(value, onChange)
  return (
    <div onBlur={flush}>
      <ExpressionField {...field} value={draft} onChange={change} />
    </div>
  )
}
