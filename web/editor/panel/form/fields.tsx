import type { FormField } from '@steward/contract/node-form'
import { isShown, otherParameters, withControl } from '@steward/contract/node-form-values'
import { use } from 'react'
import { useTranslation } from 'react-i18next'
import { written } from '../../model/set-in.ts'
import { FieldView } from './field-view.tsx'
import { type FieldsProps, ProblemContext, useForm } from './form-context.ts'
import { JsonControl } from './json-control.tsx'
import css from './form.module.css'

/** The fields of an object that count at this moment, and what else the object holds. */
export function Fields({ fields, allFields = fields, value, path, root, isDense = false, aside }: FieldsProps) {
  const { t } = useTranslation('form')
  const { node, rootFields } = useForm()
  const problems = use(ProblemContext)
  const { version, parameters } = node()
  const place = { version, root: root ?? parameters, rootFields, beside: value, fields: allFields }
  const { id: _id, ...others } = otherParameters(allFields, value)
  return (
    <>
      {fields
        .filter((field) => isShown(field, place))
        .map((field) => (
          <FieldView
            key={field.name}
            field={withControl(field, place)}
            value={value[field.name]}
            path={path}
            root={usesRoot(field) ? (root ?? parameters) : undefined}
            problem={problems.get(written([...path, field.name]))}
            isDense={isDense}
            aside={aside?.(field)}
          />
        ))}
      {Object.keys(others).length === 0 ? null : (
        <div className={css['others']}>
          <JsonControl label={t('others')} help={t('othersHelp')} value={others} path={path} names={Object.keys(others)} />
        </div>
      )}
    </>
  )
}

const known = new WeakMap<FormField, boolean>()

/** Whether anything within the field depends on parameters outside of it. */
function usesRoot(field: FormField): boolean {
  const before = known.get(field)
  if (before !== undefined) return before
  const does = field.fields.some(
    (one) => JSON.stringify([one.show ?? {}, one.controls?.by ?? '']).includes('"/') || usesRoot(one),
  )
  known.set(field, does)
  return does
}
