import type { IdentityProvider } from '@steward/contract/api/provider'
import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { identityProvidersQuery, useChangeProvider, useRemoveProvider } from '../../api/security.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { ProviderIcon } from '../../ui/provider-icon.tsx'
import table from '../../ui/table.module.css'
import { ProviderDialog } from './provider-dialog.tsx'

/** By which other services people can sign in to this installation. */
export default function ProvidersPage() {
  const { t } = useTranslation('security')
  const providers = useQuery(identityProvidersQuery)
  const [editing, setEditing] = useState<IdentityProvider | 'new'>()
  const items = providers.data?.items ?? []
  const addButton = (
    <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setEditing('new')}>
      {t('addProvider')}
    </Button>
  )
  return (
    <Page title={t('providers')} actions={items.length > 0 ? addButton : null}>
      <p className="ink2">{t('providersText')}</p>
      {providers.isPending ? <SkeletonRows rows={2} /> : null}
      {providers.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(providers.error)}
          onRetry={() => void providers.refetch()}
        />
      ) : null}
      {providers.isSuccess && items.length === 0 ? (
        <Empty title={t('noProviders')} text={t('noProvidersText')}>
          {addButton}
        </Empty>
      ) : null}
      {items.length > 0 ? <ProviderTable items={items} onEdit={setEditing} /> : null}
      {editing === undefined || providers.data === undefined ? null : (
        <ProviderDialog
          provider={editing === 'new' ? undefined : editing}
          redirectUriPattern={providers.data.redirectUriPattern}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}

type TableProps = { readonly items: readonly IdentityProvider[]; readonly onEdit: (provider: IdentityProvider) => void }

function ProviderTable({ items, onEdit }: TableProps) {
  const { t } = useTranslation('security')
  const change = useChangeProvider(false)
  const remove = useRemoveProvider()
  const [removing, setRemoving] = useState<IdentityProvider>()
  return (
    <div className="card">
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('provider')}</th>
            <th scope="col" className="hide-s">
              {t('newPeople')}
            </th>
            <th scope="col" className="hide-s">
              {t('people')}
            </th>
            <th scope="col">{t('onSwitch')}</th>
            <th scope="col">
              <span className="sr">{t('edit', { ns: 'common' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((provider) => {
            const { id, label, kind, issuer, isActive } = provider
            return (
              <tr key={id}>
                <td style={{ maxWidth: 0, width: '50%' }}>
                  <div className="row">
                    <ProviderIcon kind={kind} />
                    <div style={{ minWidth: 0 }}>
                      <div className="b ell">{label}</div>
                      <div className="xs dim ell">{issuer}</div>
                    </div>
                  </div>
                </td>
                <td className="hide-s ink2">{t(provider.createsAccounts ? 'newPeopleYes' : 'newPeopleNo')}</td>
                <td className="hide-s num">{provider.linkedPeople}</td>
                <td>
                  <Switch
                    aria-label={t('switchProvider', { label })}
                    checked={isActive}
                    disabled={change.isPending}
                    onChange={(event) => change.mutate({ id, body: { isActive: event.currentTarget.checked } })}
                  />
                </td>
                <td className={table['right']}>
                  <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'wrap', padding: '6px 0' }}>
                    <Button aria-label={t('editProvider', { label })} onClick={() => onEdit(provider)}>
                      {t('edit', { ns: 'common' })}
                    </Button>
                    <Button
                      style={{ color: 'var(--delete)' }}
                      aria-label={`${t('remove')} ${label}`}
                      onClick={() => setRemoving(provider)}
                    >
                      {t('remove')}
                    </Button>
                  </div>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('removeSure', { label: removing?.label ?? '' })}
        text={t('removeText', { count: removing?.linkedPeople ?? 0 })}
        action={t('remove')}
        onConfirm={() => {
          if (removing === undefined) return
          remove.mutate(removing.id, { onSuccess: () => notifyDone(t('removed', { label: removing.label })) })
        }}
      />
    </div>
  )
}
