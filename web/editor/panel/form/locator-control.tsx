import { isTree } from '@steward/contract/node-form'
import { isExpression } from '@steward/contract/node-form-values'
import { TextInput } from '@mantine/core'
import { textOf } from '../../model/text-of.ts'
import { type InputProps, useForm } from './form-context.ts'
import { useDraft } from './use-draft.ts'

/** One thing of a service, by its id. */
export function LocatorControl({ id, field, value, path, problem, describedBy }: InputProps) {
  const { set, isReadOnly } = useForm()
  const chosen = isTree(value) ? value['value'] : value
  const text = textOf(chosen)
  const { draft, change, flush } = useDraft(text, (next) =>
    set(path, isTree(value) ? { ...value, mode: 'id', value: next } : next),
  )
  return (
    <TextInput
      id={id}
      value={draft}
      readOnly={isReadOnly}
      error={problem !== undefined}
      aria-describedby={describedBy}
      spellCheck={false}
      onBlur={flush}
      onChange={(event) => {
        const next = event.currentTarget.value
        if (next === '=' && field.noExpression !== true) set(path, '=')
        else change(next)
      }}
      {...(isExpression(chosen) ? { styles: { input: { fontFamily: 'var(--mono)' } } } : {})}
    />
  )
}
