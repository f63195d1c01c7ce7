import type { FormField } from '@steward/contract/node-form'
import { isExpression } from '@steward/contract/node-form-values'
import { ActionIcon, Tooltip } from '@mantine/core'
import { RotateCcw } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asExpression, asFixed } from '../../model/expression-of.ts'
import type { Path } from '../../model/set-in.ts'
import { useForm } from './form-context.ts'
import css from './form.module.css'

type Props = {
  readonly id: string
  readonly field: FormField
  readonly value: unknown
  readonly path: Path
  readonly isDense: boolean
  readonly aside: ReactNode
  /** The control has no single input that a label could name. */
  readonly isFramed: boolean
}

/** The title of a field, its help, and what can be done with its value as a whole. */
export function FieldHead({ id, field, value, path, isDense, aside, isFramed }: Props) {
  const { t } = useTranslation('form')
  const { isReadOnly, set } = useForm()
  const isChanged = value !== undefined && field.fallback !== undefined && !isSame(value, field.fallback)
  const isSwitch = field.as === 'switch' && !isExpression(value)
  return (
    <div className={css['head']}>
      <span className={css['title']}>
        {isSwitch ? null : isFramed ? (
          <span id={`${id}-title`} className={css['label']}>
            {field.title}
          </span>
        ) : (
          <label htmlFor={id} className={css['label']}>
            {field.title}
          </label>
        )}
        {isChanged && !isDense ? (
          <span className={css['changed']} title={t('changed')} aria-label={t('changed')} role="img" />
        ) : null}
        {field.help === undefined || isDense || isSwitch ? null : (
          <span id={`${id}-help`} className={css['help']}>
            {field.help}
          </span>
        )}
      </span>
      {isReadOnly ? null : (
        <span className={css['tools']}>
          {isChanged && !isDense ? (
            <Tooltip label={t('reset')}>
              <ActionIcon size={20} aria-label={t('resetOf', { field: field.title })} onClick={() => set(path, undefined)}>
                <RotateCcw size={12} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ) : null}
          {isFramed || field.noExpression === true ? null : <Toggle field={field} value={value} path={path} />}
          {aside}
        </span>
      )}
    </div>
  )
}

const isSame = (a: unknown, b: unknown) => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)

/** Fixed, or worked out for each item. What the other side held comes back with it. */
function Toggle({ field, value, path }: Pick<Props, 'field' | 'value' | 'path'>) {
  const { t } = useTranslation('form')
  const { set } = useForm()
  const other = useRef<unknown>(undefined)
  const isWorkedOut = isExpression(value)
  const turn = () => {
    const next = isWorkedOut ? (other.current ?? asFixed(field, value)) : (other.current ?? asExpression(value ?? field.fallback))
    other.current = value
    set(path, next)
  }
  return (
    <button
      type="button"
      className={css['toggle']}
      aria-pressed={isWorkedOut}
      aria-label={t('expressionOf', { field: field.title, mode: isWorkedOut ? t('expression') : t('fixed') })}
      title={isWorkedOut ? t('toFixed') : t('toExpression')}
      onClick={turn}
    >
      <span aria-hidden>{'{ }'}</span>
      <span className={css['toggleText']}>{isWorkedOut ? t('expression') : t('fixed')}</span>
    </button>
  )
}
