import type { Variable } from '@steward/contract/api/variable'
import { ActionIcon, Tooltip } from '@mantine/core'
import { Lock, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import tableCss from '../../ui/table.module.css'
import css from './variable.module.css'

type Props = {
  readonly items: readonly Variable[]
  /** Left out where the person may only look. */
  readonly onEdit?: (variable: Variable) => void
  readonly onDelete?: (variable: Variable) => void
}

export function VariableTable({ items, onEdit, onDelete }: Props) {
  const { t } = useTranslation('variable')
  return (
    <div className={`card ${css['wide']}`}>
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col" className="hide-s">
              {t('value')}
            </th>
            <th scope="col" className="hide-s">
              {t('scopeHead')}
            </th>
            <th scope="col" className="hide-s">
              {t('changed')}
            </th>
            {onEdit === undefined ? null : (
              <th scope="col">
                <span className="sr">{t('actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((variable) => (
            <tr key={variable.id}>
              <td className={css['first']}>
                <div className={`${css['name']} mono b`}>{variable.name}</div>
                {variable.description === null ? null : <div className="xs dim">{variable.description}</div>}
                <div className="only-s xs ink2">
                  <Value variable={variable} />
                  <ScopeText variable={variable} />
                </div>
              </td>
              <td className={`${css['value']} hide-s`}>
                <Value variable={variable} />
              </td>
              <td className={`${css['scope']} hide-s`}>
                <ScopeText variable={variable} />
              </td>
              <td className="hide-s nw" title={formatFullTime(variable.updatedAt)}>
                {formatTime(variable.updatedAt, new Date(), t('today', { ns: 'common' }))}
                {variable.updatedBy?.name === undefined || variable.updatedBy.name === null ? null : (
                  <div className="xs dim">{variable.updatedBy.name}</div>
                )}
              </td>
              {onEdit === undefined || onDelete === undefined ? null : (
                <td className={tableCss['right']}>
                  <Tooltip label={t('edit', { ns: 'common' })}>
                    <ActionIcon aria-label={t('editOf', { name: variable.name })} onClick={() => onEdit(variable)}>
                      <Pencil size={14} aria-hidden />
                    </ActionIcon>
                  </Tooltip>{' '}
                  <Tooltip label={t('delete', { ns: 'common' })}>
                    <ActionIcon aria-label={t('deleteOf', { name: variable.name })} onClick={() => onDelete(variable)}>
                      <Trash2 size={14} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Value({ variable: { secret, value } }: { readonly variable: Variable }) {
  const { t } = useTranslation('variable')
  if (secret)
    return (
      <span className={`${css['secret']} dim`}>
        <Lock size={13} aria-hidden />
        {t('secretValue')}
      </span>
    )
  if (value === null || value === '') return <span className="dim">{t('emptyValue')}</span>
  return (
    <span className={`${css['text']} mono`} title={value}>
      {value}
    </span>
  )
}

function ScopeText({ variable: { scope, workflow } }: { readonly variable: Variable }) {
  const { t } = useTranslation('variable')
  if (scope !== 'workflow') return <span>{t(`scope.${scope}`)}</span>
  return (
    <span>
      {t('scope.workflow')}
      <span className="dim">: {workflow?.name ?? t('goneWorkflow')}</span>
    </span>
  )
}
