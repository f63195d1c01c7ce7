import type { Connection } from '@steward/contract/api/connection'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connectionKindsQuery, connectionsQuery, useDeleteConnection } from '../../api/connections.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { formatFullTime, formatTime } from '../../lib/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'
import tableCss from '../../ui/table.module.css'

export default function ConnectionsPage() {
  const { t } = useTranslation('connection')
  const connections = useQuery(connectionsQuery)
  const kinds = useQuery(connectionKindsQuery)
  const remove = useDeleteConnection()
  const [open, setOpen] = useState<Connection | 'new'>()
  const [deleting, setDeleting] = useState<Connection>()
  const items = connections.data?.items ?? []
  const kindTitles = new Map((kinds.data?.items ?? []).map((kind) => [kind.type, kind.title]))
  const newButton = (
    <Allowed permission="connection:write">
      <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setOpen('new')}>
        {t('new')}
      </Button>
    </Allowed>
  )
  return (
    <Page title={t('connections', { ns: 'common' })} actions={items.length > 0 ? newButton : null}>
      <p className="ink2">{t('lead')}</p>
      {connections.isPending ? <SkeletonRows rows={4} /> : null}
      {connections.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(connections.error)}
          onRetry={() => void connections.refetch()}
        />
      ) : null}
      {connections.isSuccess && items.length === 0 ? (
        <Empty title={t('none')} text={t('noneText')}>
          {newButton}
        </Empty>
      ) : null}
      {items.length > 0 ? (
        <div className="card">
          <table className={tableCss['table']}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('kind')}</th>
                <th scope="col" className="hide-s">
                  {t('lastUsed')}
                </th>
                <th scope="col" className="hide-s">
                  {t('changed')}
                </th>
                <th scope="col">
                  <span className="sr">{t('edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((connection) => (
                <tr key={connection.id}>
                  <td>
                    <span className="row">
                      <ServiceTile icon="plug" name={connection.name} small />
                      <span className="b">{connection.name}</span>
                    </span>
                  </td>
                  <td className="ink2">{kindTitles.get(connection.type) ?? connection.type}</td>
                  <td className="hide-s dim num">
                    <Time at={connection.lastUsedAt} />
                  </td>
                  <td className="hide-s dim num">
                    <Time at={connection.updatedAt} />
                  </td>
                  <td className={tableCss['right']}>
                    <Allowed permission="connection:write">
                      <Tooltip label={t('edit')}>
                        <ActionIcon aria-label={t('editOf', { name: connection.name })} onClick={() => setOpen(connection)}>
                          <Pencil size={14} aria-hidden />
                        </ActionIcon>
                      </Tooltip>
                      <Tooltip label={t('delete', { ns: 'common' })}>
                        <ActionIcon aria-label={t('deleteOf', { name: connection.name })} onClick={() => setDeleting(connection)}>
                          <Trash2 size={14} aria-hidden />
                        </ActionIcon>
                      </Tooltip>
                    </Allowed>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {open === undefined ? null : (
        <ConnectionDialog
          connection={open === 'new' ? undefined : open}
          kinds={kinds.data?.items ?? []}
          onClose={() => setOpen(undefined)}
        />
      )}
      <ConfirmDialog
        opened={deleting !== undefined}
        onClose={() => setDeleting(undefined)}
        title={t('deleteSure', { name: deleting?.name ?? '' })}
        text={t('deleteText')}
        action={t('delete', { ns: 'common' })}
        onConfirm={() =>
          deleting !== undefined &&
          remove.mutate(deleting.id, { onSuccess: () => notifyDone(t('deleted', { name: deleting.name })) })
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
