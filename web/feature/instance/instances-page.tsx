import type { Instance } from '@steward/contract/api/instance'
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Activity, Pencil, Plus, Table2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instancesQuery, useDeleteInstance } from '../../api/instances.ts'
import { useCan } from '../../api/session.ts'
import { Loading } from '../../lib/loading.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import tableCss from '../../ui/table.module.css'
import { InstanceDialog } from './instance-dialog.tsx'
import { HealthDialog, HealthLabel } from './instance-health.tsx'
import css from './instance.module.css'

const brandOf = { postgresql: 'brand:postgresql', mongodb: 'brand:mongodb' } as const

type Editing = { readonly id: string | undefined }

/** The servers whose databases can be queried. */
export default function InstancesPage() {
  const { t } = useTranslation('instance')
  const mayManage = useCan()('instance:manage')
  const instances = useQuery({ ...instancesQuery, enabled: mayManage })
  const [editing, setEditing] = useState<Editing>()
  const [testing, setTesting] = useState<Instance>()
  const [deleting, setDeleting] = useState<Instance>()
  const remove = useDeleteInstance()
  const items = instances.data?.items ?? []
  const newButton = (
    <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setEditing({ id: undefined })}>
      {t('new')}
    </Button>
  )
  if (!mayManage)
    return (
      <Page title={t('instances', { ns: 'common' })}>
        <Empty title={t('mayNot')} text={t('mayNotText')} />
      </Page>
    )
  return (
    <Page title={t('instances', { ns: 'common' })} actions={items.length > 0 ? newButton : null}>
      <p className="ink2">{t('lead')}</p>
      <Loading query={instances} rows={4} />
      {instances.isSuccess && items.length === 0 ? (
        <Empty title={t('none')} text={t('noneText')}>
          {newButton}
        </Empty>
      ) : null}
      {items.length > 0 ? (
        <InstanceTable instances={items} onEdit={({ id }) => setEditing({ id })} onTest={setTesting} onDelete={setDeleting} />
      ) : null}
      {editing === undefined ? null : (
        <InstanceDialog
          id={editing.id}
          onClose={() => setEditing(undefined)}
          onSaved={({ instance }) => {
            setEditing(undefined)
            // Whether it can be reached is what one wants to know next.
            setTesting(instance)
          }}
        />
      )}
      {testing === undefined ? null : <HealthDialog instance={testing} onClose={() => setTesting(undefined)} />}
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

type TableProps = {
  readonly instances: readonly Instance[]
  readonly onEdit: (instance: Instance) => void
  readonly onTest: (instance: Instance) => void
  readonly onDelete: (instance: Instance) => void
}

function InstanceTable({ instances, onEdit, onTest, onDelete }: TableProps) {
  const { t } = useTranslation('instance')
  return (
    <div className="card">
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('health')}</th>
            <th scope="col" className="hide-s">
              {t('environment')}
            </th>
            <th scope="col" className="hide-s">
              {t('pod')}
            </th>
            <th scope="col" className="hide-s">
              {t('masked')}
            </th>
            <th scope="col">
              <span className="sr">{t('edit', { ns: 'common' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {instances.map((instance) => (
            <tr key={instance.id}>
              <td className={css['named']}>
                <span className="row">
                  <ServiceTile icon={brandOf[instance.kind]} name={instance.kind} small />
                  <span className="ell">
                    <span className="b">{instance.name}</span>
                    <div className="xs dim ell" title={instance.databases.join(', ')}>
                      {instance.databases.length === 1
                        ? instance.databases[0]
                        : t('databaseCount', { count: instance.databases.length })}
                    </div>
                  </span>
                </span>
              </td>
              <td>
                <HealthLabel instance={instance} />
              </td>
              <td className="hide-s">
                <Tag>{t(`environment_${instance.environment}`)}</Tag>
              </td>
              <td className="hide-s ink2">{instance.pod?.name ?? ''}</td>
              <td className="hide-s dim num" title={instance.masked.map(({ table, column }) => `${table}.${column}`).join(', ')}>
                {instance.masked.length === 0 ? '' : t('maskedCount', { count: instance.masked.length })}
              </td>
              <td className={tableCss['right']}>
                <Tooltip label={t('test')}>
                  <ActionIcon aria-label={t('testOf', { name: instance.name })} onClick={() => onTest(instance)}>
                    <Activity size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={t('schemaOf', { name: instance.name })}>
                  <ActionIcon
                    component={Link}
                    to={`/queries/schema/${instance.id}`}
                    aria-label={t('schemaOf', { name: instance.name })}
                  >
                    <Table2 size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={t('edit', { ns: 'common' })}>
                  <ActionIcon aria-label={t('editOf', { name: instance.name })} onClick={() => onEdit(instance)}>
                    <Pencil size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
                <Tooltip label={t('delete', { ns: 'common' })}>
                  <ActionIcon aria-label={t('deleteOf', { name: instance.name })} onClick={() => onDelete(instance)}>
                    <Trash2 size={14} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
