import { isTree, type FormField, type Parameters } from '@steward/contract/node-form'
import { Button, SegmentedControl, Select } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { memo, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { newCondition, newConditions } from '../../model/new-parameters.ts'
import { needsRight, operandTypes, operations, operatorOf, rightType } from '../../model/operators.ts'
import type { Path } from '../../model/set-in.ts'
import { type ControlProps, useForm } from './form-context.ts'
import { ValueSlot } from './value-slot.tsx'
import { Tool } from './rows-control.tsx'
import css from './form.module.css'

/** Comparisons that all have to hold, or any of them. */
export function ConditionsControl({ field, value, path }: ControlProps) {
  const { t } = useTranslation('form')
  const { isReadOnly, set, node } = useForm()
  const box = useRef<HTMLDivElement>(null)
  const filter: Parameters = isTree(value) ? value : {}
  const list = Array.isArray(filter['conditions']) ? (filter['conditions'] as readonly Parameters[]) : []
  const combinator = filter['combinator'] === 'or' ? 'or' : 'and'
  const keep = (conditions: readonly Parameters[]) =>
    set(path, { ...(value === undefined ? newConditions(node()) : filter), conditions })
  const add = () => {
    keep([...list, newCondition()])
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[data-row]:last-of-type input')?.focus())
  }
  return (
    <div ref={box} className={css['rows']}>
      {list.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label={t('combinator')}
          readOnly={isReadOnly}
          value={combinator}
          onChange={(next) => set([...path, 'combinator'], next)}
          data={[
            { value: 'and', label: t('combinator_and') },
            { value: 'or', label: t('combinator_or') },
          ]}
          style={{ justifySelf: 'start' }}
        />
      ) : null}
      {list.map((condition, index) => (
        <Condition
          key={typeof condition['id'] === 'string' ? condition['id'] : index}
          field={field}
          condition={condition}
          path={`${path.join('\n')}\nconditions\n${index}`}
          number={index + 1}
          onRemove={() => {
            keep(list.toSpliced(index, 1))
            requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[data-add]')?.focus())
          }}
        />
      ))}
      {isReadOnly ? null : (
        <Button size="xs" data-add leftSection={<Plus size={14} aria-hidden />} onClick={add}>
          {t('conditionAdd')}
        </Button>
      )}
    </div>
  )
}

type ConditionProps = {
  readonly field: FormField
  readonly condition: Parameters
  /** As one text, so that it is the same from render to render. */
  readonly path: string
  readonly number: number
  readonly onRemove: () => void
}

const Condition = memo(
  ConditionOf,
  (before, after) => before.condition === after.condition && before.path === after.path && before.field === after.field,
)

function ConditionOf({ field, condition, path: place, number, onRemove }: ConditionProps) {
  const { t } = useTranslation('form')
  const { isReadOnly } = useForm()
  const path: Path = useMemo(() => place.split('\n').map((part) => (/^\d+$/.test(part) ? Number(part) : part)), [place])
  const operator: Parameters = isTree(condition['operator']) ? condition['operator'] : {}
  return (
    <div className={css['row']} data-row role="group" aria-label={t('row', { field: field.title, number })}>
      <div className={css['condition']}>
        <ValueSlot label={t('conditionLeft')} value={condition['leftValue']} path={[...path, 'leftValue']} as="any" />
        <Operator operator={operator} path={[...path, 'operator']} />
        {needsRight(operator) ? (
          <ValueSlot
            label={t('conditionRight')}
            value={condition['rightValue']}
            path={[...path, 'rightValue']}
            as={controlByType[rightType(operator)] ?? 'any'}
          />
        ) : null}
      </div>
      {isReadOnly ? null : (
        <div className={css['rowTools']}>
          <Tool label={t('rowRemove', { number, field: field.title })} onClick={onRemove}>
            <Trash2 size={14} aria-hidden />
          </Tool>
        </div>
      )}
    </div>
  )
}

const controlByType: Readonly<Record<string, FormField['as']>> = { number: 'number', boolean: 'switch', dateTime: 'dateTime' }

function Operator({ operator, path }: { readonly operator: Parameters; readonly path: Path }) {
  const { t } = useTranslation('form')
  const { isReadOnly, set } = useForm()
  const key = `${String(operator['type'])}:${String(operator['operation'])}`
  const data = useMemo(() => {
    const known = operandTypes.map((type) => ({
      group: t(`operand_${type}`),
      items: operations[type].map((operation) => ({ value: `${type}:${operation}`, label: t(`operation_${operation}`) })),
    }))
    const isKnown = known.some(({ items }) => items.some(({ value }) => value === key))
    return isKnown ? known : [...known, { group: t('operand_other'), items: [{ value: key, label: key }] }]
  }, [key, t])
  const type = operandTypes.find((one) => one === operator['type'])
  return (
    <Select
      className={css['operator'] ?? ''}
      label={t('conditionOperator')}
      data={data}
      value={key}
      readOnly={isReadOnly}
      searchable
      maxDropdownHeight={320}
      leftSection={type === undefined ? undefined : <span className={css['operand']}>{t(`operandMark_${type}`)}</span>}
      onChange={(next) => {
        const [nextType, operation] = (next ?? '').split(':')
        const chosen = operandTypes.find((one) => one === nextType)
        if (chosen !== undefined && operation !== undefined) set(path, operatorOf(chosen, operation))
      }}
    />
  )
}
