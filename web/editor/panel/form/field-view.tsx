import type { ControlName, FormField, Parameters } from '@steward/contract/node-form'
import { fits } from '@steward/contract/node-form-values'
import { isExpression } from '@steward/contract/node-form-values'
import { type ComponentType, type ReactNode, memo, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { DropTarget } from '../../expression/drop-target.tsx'
import { nameIn, type Path } from '../../model/set-in.ts'
import {
  DateTimeControl,
  MultiSelectControl,
  NamesControl,
  SelectControl,
  SwitchControl,
  TimeZoneControl,
} from './choice-controls.tsx'
import { ConditionsControl } from './conditions-control.tsx'
import { ExpressionControl } from './expression-control.tsx'
import { FieldHead } from './field-head.tsx'
import { type ControlProps, type InputProps, useForm } from './form-context.ts'
import { GroupControl, OptionsControl } from './group-controls.tsx'
import { JsonControl } from './json-control.tsx'
import { LocatorControl } from './locator-control.tsx'
import { MappingControl } from './mapping-control.tsx'
import { RowsControl } from './rows-control.tsx'
import { CodeControl, NumberControl, TextControl } from './text-controls.tsx'
import css from './form.module.css'

const frames: Readonly<Partial<Record<ControlName, ComponentType<ControlProps>>>> = {
  rows: RowsControl,
  group: GroupControl,
  options: OptionsControl,
  conditions: ConditionsControl,
  mapping: MappingControl,
}

const inputs: Readonly<Partial<Record<ControlName, ComponentType<InputProps>>>> = {
  number: NumberControl,
  switch: SwitchControl,
  select: SelectControl,
  multiSelect: MultiSelectControl,
  names: NamesControl,
  dateTime: DateTimeControl,
  timeZone: TimeZoneControl,
  locator: LocatorControl,
  code: CodeControl,
  json: CodeControl,
}

type Props = {
  readonly field: FormField
  readonly value: unknown
  /** Of the object it belongs to. */
  readonly path: Path
  readonly root: Parameters | undefined
  readonly problem: string | undefined
  readonly isDense: boolean
  readonly aside: ReactNode
}

/** One parameter: its title, its control, and what is wrong with it. */
export const FieldView = memo(FieldOf, (before, after) =>
  (Object.keys(after) as (keyof Props)[]).every((name) =>
    // Paths of the same place are made anew with each render; what stands aside depends on the field alone.
    name === 'path' ? String(before.path) === String(after.path) : name === 'aside' || Object.is(before[name], after[name]),
  ),
)

function FieldOf({ field, value, path: parent, root, problem, isDense, aside }: Props) {
  const path = [...parent, field.name]
  const id = useId()
  const Frame = frames[field.as]
  const isFitting = fits(field, value)
  if (field.title === '' && isFitting && Frame !== undefined) return <Frame field={field} value={value} path={path} root={root} />
  const isForExpression = isExpression(value) && field.noExpression !== true
  const described = [field.help === undefined || isDense ? '' : `${id}-help`, problem === undefined ? '' : `${id}-problem`]
    .join(' ')
    .trim()
  return (
    <div
      className={css['field']}
      data-field={path.join('.')}
      data-switch={(field.as === 'switch' && isFitting && !isForExpression) || undefined}
    >
      <FieldHead
        id={id}
        field={field}
        value={value}
        path={path}
        isDense={isDense}
        aside={aside}
        isFramed={Frame !== undefined && !isForExpression}
      />
      {isForExpression ? (
        <Expression id={id} field={field} value={value} path={path} describedBy={described || undefined} />
      ) : !isFitting ? (
        <JsonOf field={field} value={value} path={path} />
      ) : Frame === undefined ? (
        <Input
          field={field}
          value={value}
          path={path}
          root={root}
          id={id}
          problem={problem}
          describedBy={described || undefined}
        />
      ) : (
        <div role="group" aria-labelledby={`${id}-title`}>
          <Frame field={field} value={value} path={path} root={root} />
        </div>
      )}
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className={css['problem']}>
          {problem}
        </p>
      )}
    </div>
  )
}

function Input(props: InputProps) {
  const { field, path } = props
  const { set, isReadOnly } = useForm()
  const Control = inputs[field.as] ?? TextControl
  if (isReadOnly || field.noExpression === true) return <Control {...props} />
  return (
    <DropTarget label={nameIn(field.title, path)} onExpression={(text) => set(path, text)}>
      <Control {...props} />
    </DropTarget>
  )
}

type PartProps = { readonly field: FormField; readonly path: Path }

function Expression({
  id,
  field,
  value,
  path,
  describedBy,
}: PartProps & { id: string; value: string; describedBy: string | undefined }) {
  const { set, context, isReadOnly } = useForm()
  return (
    <ExpressionControl
      id={id}
      label={nameIn(field.title, path)}
      value={value}
      context={context}
      isReadOnly={isReadOnly}
      describedBy={describedBy}
      autoFocus={value === '='}
      multiline={field.as === 'multiline' || field.as === 'json'}
      onChange={(next) => set(path, next)}
    />
  )
}

function JsonOf({ field, value, path }: PartProps & { value: unknown }) {
  const { t } = useTranslation('form')
  return <JsonControl label={t('asJson', { field: field.title })} help={t('asJsonHelp')} value={value} path={path} />
}
