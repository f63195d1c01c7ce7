import type { FormField } from '@steward/contract/node-form'
import { fits, isExpression } from '@steward/contract/node-form-values'
import { use, useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Path, written } from '../../model/set-in.ts'
import { DateTimeControl, SwitchControl } from './choice-controls.tsx'
import { ExpressionControl } from './expression-control.tsx'
import { FieldHead } from './field-head.tsx'
import { ProblemContext, useForm } from './form-context.ts'
import { JsonControl } from './json-control.tsx'
import { NumberControl, TextControl } from './text-controls.tsx'
import css from './form.module.css'

type Props = {
  readonly label: string
  readonly value: unknown
  readonly path: Path
  readonly as: FormField['as']
}

/** A value that no field of a schema stands for: one side of a comparison, or a field of a called workflow. */
export function ValueSlot({ label, value, path, as }: Props) {
  const { set, context, isReadOnly } = useForm()
  const { t } = useTranslation('form')
  const id = useId()
  const problem = use(ProblemContext).get(written(path))
  const field = useMemo<FormField>(
    () => ({
      name: String(path.at(-1)),
      title: label,
      as,
      choices: [],
      fields: [],
      limits: {},
      placeholder: t('valuePlaceholder'),
    }),
    [label, as, path, t],
  )
  const props = { field, value, path, root: undefined, id, problem, describedBy: undefined }
  const isPlain = fits(field, value) && (value === null || typeof value !== 'object')
  return (
    <div className={css['field']} data-field={written(path)} data-switch={(as === 'switch' && !isExpression(value)) || undefined}>
      <FieldHead id={id} field={field} value={value} path={path} isDense aside={null} isFramed={false} />
      {isExpression(value) ? (
        <ExpressionControl
          id={id}
          label={label}
          value={value}
          context={context}
          isReadOnly={isReadOnly}
          autoFocus={value === '='}
          onChange={(next) => set(path, next)}
        />
      ) : !isPlain && value !== undefined ? (
        <JsonControl label={t('asJson', { field: label })} value={value} path={path} />
      ) : as === 'number' ? (
        <NumberControl {...props} />
      ) : as === 'switch' ? (
        <SwitchControl {...props} />
      ) : as === 'dateTime' ? (
        <DateTimeControl {...props} />
      ) : (
        <TextControl {...props} />
      )}
      {problem === undefined ? null : <p className={css['problem']}>{problem}</p>}
    </div>
  )
}
