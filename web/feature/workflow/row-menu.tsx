import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { ActionIcon, Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import {
  Archive,
  ArchiveRestore,
  CassetteTape,
  Copy,
  Download,
  Ellipsis,
  FolderInput,
  Play,
  Rocket,
  SquarePen,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Allowed } from '../../lib/allowed.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { useDeleteWorkflow } from '../../api/workflows.ts'
import { useMoveWorkflows } from '../../api/folders.ts'
import { MoveDialog } from './list/move-dialog.tsx'
import { isBehind } from './publication/is-behind.ts'
import { RecordingsDrawer } from './publication/recordings-drawer.tsx'
import { usePublication } from './publication/use-publication.tsx'
import { useRowActions } from './use-row-actions.ts'

export function RowMenu({ workflow }: { readonly workflow: WorkflowSummary }) {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate()
  const actions = useRowActions(workflow)
  const remove = useDeleteWorkflow()
  const publication = usePublication(workflow)
  const [asking, setAsking] = useState(false)
  const [recordings, setRecordings] = useState(false)
  const [moving, setMoving] = useState(false)
  const move = useMoveWorkflows()
  const archived = workflow.status === 'archived'
  return (
    <>
      <Menu width={220}>
        <Menu.Target>
          <ActionIcon aria-label={t('actionsOf', { name: workflow.name })}>
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<SquarePen size={14} aria-hidden />}
            onClick={() => void navigate({ to: '/workflows/$workflowId', params: { workflowId: workflow.id } })}
          >
            {t('open')}
          </Menu.Item>
          <Allowed permission="execution:start">
            <Menu.Item leftSection={<Play size={14} aria-hidden />} onClick={actions.run}>
              {t('run')}
            </Menu.Item>
          </Allowed>
          {isBehind(workflow) ? (
            <Allowed permission="workflow:activate">
              <Menu.Item leftSection={<Rocket size={14} aria-hidden />} onClick={publication.begin}>
                {t('publishVersion', { ns: 'publication', version: workflow.version })}
              </Menu.Item>
            </Allowed>
          ) : null}
          <Allowed permission="workflow:write">
            <Menu.Item leftSection={<Copy size={14} aria-hidden />} onClick={() => void actions.duplicate()}>
              {t('duplicate')}
            </Menu.Item>
            <Menu.Item leftSection={<FolderInput size={14} aria-hidden />} onClick={() => setMoving(true)}>
              {t('moveTo')}
            </Menu.Item>
          </Allowed>
          <Menu.Item leftSection={<CassetteTape size={14} aria-hidden />} onClick={() => setRecordings(true)}>
            {t('recordings', { ns: 'publication' })}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Download size={14} aria-hidden />} onClick={() => void actions.exportAs('steward')}>
            {t('exportSteward')}
          </Menu.Item>
          <Menu.Item leftSection={<Download size={14} aria-hidden />} onClick={() => void actions.exportAs('n8n')}>
            {t('exportN8n')}
          </Menu.Item>
          <Allowed permission="workflow:write">
            <Menu.Divider />
            <Menu.Item
              leftSection={archived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
              onClick={() => actions.archive(!archived)}
            >
              {archived ? t('unarchive') : t('archive')}
            </Menu.Item>
            <Menu.Item
              leftSection={<Trash2 size={14} aria-hidden />}
              style={{ color: 'var(--delete)' }}
              disabled={!archived && workflow.status !== 'draft'}
              onClick={() => setAsking(true)}
            >
              {t('delete', { ns: 'common' })}
            </Menu.Item>
          </Allowed>
        </Menu.Dropdown>
      </Menu>
      {publication.dialog}
      <RecordingsDrawer opened={recordings} onClose={() => setRecordings(false)} workflow={workflow} />
      {moving ? (
        <MoveDialog
          count={1}
          present={workflow.folderId}
          onClose={() => setMoving(false)}
          onMove={(folderId) =>
            move.mutate({ ids: [workflow.id], folderId }, { onSuccess: () => notifyDone(t('bulk_move', { count: 1 })) })
          }
        />
      ) : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('deleteSure', { name: workflow.name })}
        text={t('deleteText')}
        action={t('delete', { ns: 'common' })}
        onConfirm={() => remove.mutate(workflow.id, { onSuccess: () => notifyDone(t('deleted', { name: workflow.name })) })}
      />
    </>
  )
}
