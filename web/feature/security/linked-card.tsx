import type { LinkedSignIn } from '@steward/contract/api/provider'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { linkedSignInsQuery, signInProvidersQuery, useStartLink, useUnlink } from '../../api/security.ts'
import { formatTime } from '../../lib/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { ProviderIcon } from '../../ui/provider-icon.tsx'
import css from './security.module.css'

/** Accounts at other services by which the person can sign in. Nothing where no provider is set up. */
export function LinkedCard() {
  const { t } = useTranslation('security')
  const linked = useQuery(linkedSignInsQuery)
  const providers = useQuery(signInProvidersQuery).data?.items ?? []
  const link = useStartLink()
  const unlink = useUnlink()
  const [unlinking, setUnlinking] = useState<LinkedSignIn>()
  const items = linked.data?.items ?? []
  if (linked.isError) return <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(linked.error)} />
  if (items.length === 0 && providers.length === 0) return null
  const open = providers.filter(({ name }) => items.every(({ provider }) => provider !== name))
  return (
    <section className="card" aria-labelledby="linked">
      <div className={css['head']}>
        <div>
          <h2 id="linked">{t('linkedSignIns')}</h2>
          <p className="ink2">{t('linkedText')}</p>
        </div>
        <div className={css['buttons']}>
          {open.map(({ name, label, kind }) => (
            <Button
              key={name}
              leftSection={<ProviderIcon kind={kind} size={14} />}
              loading={(link.isPending || link.isSuccess) && link.variables === name}
              onClick={() => link.mutate(name)}
            >
              {t('linkWith', { label })}
            </Button>
          ))}
        </div>
      </div>
      {items.map((item) => (
        <div key={item.id} className={css['entry']}>
          <ProviderIcon kind={item.kind} />
          <div>
            <div className="b">{item.label}</div>
            <div className="xs dim ell">
              {[
                item.email === null ? undefined : t('linkedAs', { email: item.email }),
                item.lastUsedAt === null
                  ? undefined
                  : t('lastUsed', { at: formatTime(item.lastUsedAt, new Date(), t('today', { ns: 'common' })) }),
              ]
                .filter((part) => part !== undefined)
                .join(', ')}
            </div>
          </div>
          <Button aria-label={`${t('unlink')} ${item.label}`} onClick={() => setUnlinking(item)}>
            {t('unlink')}
          </Button>
        </div>
      ))}
      <ConfirmDialog
        opened={unlinking !== undefined}
        onClose={() => setUnlinking(undefined)}
        title={t('unlinkSure', { label: unlinking?.label ?? '' })}
        text={t('unlinkText')}
        action={t('unlink')}
        onConfirm={() => {
          if (unlinking === undefined) return
          unlink.mutate(unlinking.id, { onSuccess: () => notifyDone(t('unlinked', { label: unlinking.label })) })
        }}
      />
    </section>
  )
}
