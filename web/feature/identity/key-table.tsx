import type { ApiKey } from '@steward/contract/api/identity'
import { ActionIcon, Menu } from '@mantine/core'
import { Ellipsis, RotateCw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import css from '../../ui/table.module.css'
import dialog from './new-key-dialog.module.css'

type Props = {
  readonly keys: readonly { readonly key: ApiKey; readonly owner?: string }[]
  readonly onRotate?: (key: ApiKey) => void
  readonly onRevoke?: (key: ApiKey) => void
}

/** Keys with what they open and when they were used; of others with the name of their owner and without actions. */
export function KeyTable({ keys, onRotate, onRevoke }: Props) {
  const { t } = useTranslation('identity')
  const isOwn = onRevoke !== undefined
  return (
    <div className="card">
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('name', { ns: 'common' })}</th>
            <th scope="col">{isOwn ? t('key') : t('keyOwner')}</th>
            <th scope="col" className="hide-s">
              {t('rights')}
            </th>
            <th scope="col" className="hide-s">
              {t('lastUsed')}
            </th>
            <th scope="col" className="hide-s">
              {t('expires')}
            </th>
            {isOwn ? (
              <th scope="col">
                <span className="sr">{t('actionsOfKeys')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {keys.map(({ key, owner }) => (
            <tr key={key.id}>
              <td>
                <div className="b">{key.name}</div>
                <Limits apiKey={key} />
              </td>
              {isOwn ? <td className="mono dim">{key.prefix}…</td> : <td>{owner}</td>}
              <td className="hide-s ink2" title={key.scopes.join(', ')}>
                {rightsOf(key, t('allRights'))}
              </td>
              <td className="hide-s dim num" title={key.lastUsedFrom ?? ''}>
                <Time at={key.lastUsedAt} />
              </td>
              <td className="hide-s dim num">
                <Time at={key.expiresAt} />
              </td>
              {isOwn ? (
                <td className={css['right']}>
                  <Actions apiKey={key} onRotate={() => onRotate?.(key)} onRevoke={() => onRevoke(key)} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function rightsOf({ scopes }: ApiKey, all: string): string {
  if (scopes.length === 0) return all
  return scopes.slice(0, 2).join(', ') + (scopes.length > 2 ? ` +${scopes.length - 2}` : '')
}

/** What narrows a key beside its rights. */
function Limits({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('identity')
  const { allowedAddresses, workspaceId, previousValidUntil } = apiKey
  const isOverlapping = previousValidUntil !== null && new Date(previousValidUntil) > new Date()
  const limits = [
    ...(workspaceId === null ? [] : [t('keyBound')]),
    ...(allowedAddresses.length === 0 ? [] : [t('keyFrom', { addresses: allowedAddresses.join(', ') })]),
    ...(isOverlapping
      ? [t('keyFormer', { time: formatTime(previousValidUntil, new Date(), t('today', { ns: 'common' })) })]
      : []),
  ]
  return limits.length === 0 ? null : <div className={`dim ${dialog['limits']}`}>{limits.join(' · ')}</div>
}

function Actions({
  apiKey,
  onRotate,
  onRevoke,
}: {
  readonly apiKey: ApiKey
  readonly onRotate: () => void
  readonly onRevoke: () => void
}) {
  const { t } = useTranslation('identity')
  return (
    <Menu width={220}>
      <Menu.Target>
        <ActionIcon aria-label={t('actionsOfKey', { name: apiKey.name })}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<RotateCw size={14} aria-hidden />} onClick={onRotate}>
          {t('rotate')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} color="var(--delete)" onClick={onRevoke}>
          {t('revoke')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

export function Time({ at }: { readonly at: string | null }) {
  const { t } = useTranslation('common')
  if (at === null) return t('never')
  return <span title={formatFullTime(at)}>{formatTime(at, new Date(), t('today'))}</span>
}
