import type { ApiKey } from '@steward/contract/api/identity'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiKeysQuery, useRevokeApiKey } from '../../api/api-keys.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import css from '../../ui/table.module.css'
import { NewKeyDialog } from './new-key-dialog.tsx'

export default function ApiKeysPage() {
  const { t } = useTranslation('identity')
  const keys = useQuery(apiKeysQuery)
  const revoke = useRevokeApiKey()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey>()
  const items = keys.data?.items ?? []
  const newButton = (
    <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
      {t('newKey')}
    </Button>
  )
  return (
    <Page title={t('apiKeys', { ns: 'common' })} actions={items.length > 0 ? newButton : null}>
      <p className="ink2">{t('keysLead')}</p>
      {keys.isPending ? <SkeletonRows rows={3} /> : null}
      {keys.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(keys.error)} onRetry={() => void keys.refetch()} />
      ) : null}
      {keys.isSuccess && items.length === 0 ? (
        <Empty title={t('noKeys')} text={t('noKeysText')}>
          {newButton}
        </Empty>
      ) : null}
      {items.length > 0 ? (
        <div className="card">
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">{t('name', { ns: 'common' })}</th>
                <th scope="col">{t('key')}</th>
                <th scope="col" className="hide-s">
                  {t('rights')}
                </th>
                <th scope="col" className="hide-s">
                  {t('lastUsed')}
                </th>
                <th scope="col" className="hide-s">
                  {t('expires')}
                </th>
                <th scope="col">
                  <span className="sr">{t('revoke')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((key) => (
                <tr key={key.id}>
                  <td className="b">{key.name}</td>
                  <td className="mono dim">{key.prefix}…</td>
                  <td className="hide-s ink2" title={key.scopes.join(', ')}>
                    {key.scopes.length === 0
                      ? t('allRights')
                      : key.scopes.slice(0, 2).join(', ') + (key.scopes.length > 2 ? ` +${key.scopes.length - 2}` : '')}
                  </td>
                  <td className="hide-s dim num">
                    <Time at={key.lastUsedAt} />
                  </td>
                  <td className="hide-s dim num">
                    <Time at={key.expiresAt} />
                  </td>
                  <td className={css['right']}>
                    <Button
                      style={{ color: 'var(--delete)' }}
                      onClick={() => setRevoking(key)}
                      aria-label={`${t('revoke')} ${key.name}`}
                    >
                      {t('revoke')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {making ? <NewKeyDialog onClose={() => setMaking(false)} /> : null}
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={t('revokeSure', { name: revoking?.name ?? '' })}
        text={t('revokeText')}
        action={t('revoke')}
        onConfirm={() =>
          revoking !== undefined &&
          revoke.mutate(revoking.id, { onSuccess: () => notifyDone(t('revoked', { name: revoking.name })) })
        }
      />
    </Page>
  )
}

function Time({ at }: { readonly at: string | null }) {
  const { t } = useTranslation('common')
  if (at === null) return t('never')
  return <span title={formatFullTime(at)}>{formatTime(at, new Date(), t('today'))}</span>
}
