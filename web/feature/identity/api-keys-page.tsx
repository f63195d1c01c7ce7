import type { ApiKey } from '@steward/contract/api/identity'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiKeysQuery, useRevokeApiKey, workspaceApiKeysQuery } from '../../api/api-keys.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan, useSession } from '../../api/session.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { KeyTable } from './key-table.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import css from './new-key-dialog.module.css'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'
import { TokenClients } from './token-clients.tsx'

export default function ApiKeysPage() {
  const { t } = useTranslation('identity')
  const can = useCan()
  const keys = useQuery(apiKeysQuery)
  const revoke = useRevokeApiKey()
  const [making, setMaking] = useState(false)
  const [rotating, setRotating] = useState<ApiKey>()
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
      {items.length > 0 ? <KeyTable keys={items.map((key) => ({ key }))} onRotate={setRotating} onRevoke={setRevoking} /> : null}
      <TokenClients />
      {can('member:manage') ? <OthersKeys /> : null}
      {making ? <NewKeyDialog onClose={() => setMaking(false)} /> : null}
      {rotating === undefined ? null : <RotateKeyDialog apiKey={rotating} onClose={() => setRotating(undefined)} />}
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

/** Keys of others by which this workspace is reached. */
function OthersKeys() {
  const { t } = useTranslation('identity')
  const { user } = useSession()
  const found = useQuery(workspaceApiKeysQuery)
  const others = (found.data?.items ?? []).filter(({ owner }) => owner.id !== user.id)
  if (others.length === 0) return null
  return (
    <section className={css['section']} aria-labelledby="others-keys">
      <h2 id="others-keys">{t('othersKeys')}</h2>
      <p className="ink2">{t('othersKeysLead')}</p>
      <KeyTable keys={others.map(({ key, owner }) => ({ key, owner: owner.name }))} />
    </section>
  )
}
