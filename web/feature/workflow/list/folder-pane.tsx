import type { Folder } from '@steward/contract/api/folder'
import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Ellipsis, Folder as FolderIcon, FolderOpen, FolderPlus, Inbox, Layers, Pencil, Trash2 } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inTreeOrder, useMoveWorkflows } from '../../../api/folders.ts'
import { useCan } from '../../../api/session.ts'
import { without } from '../../../lib/without.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { draggedIds } from './dragged.ts'
import { FolderDialog, type FolderDialogState } from './folder-dialog.tsx'
import css from './manage.module.css'

type Props = { readonly folders: readonly Folder[]; readonly chosen: string | undefined }

/** Folders beside the list: a click shows what is in one, a workflow dropped on one moves there. */
export function FolderPane({ folders, chosen }: Props) {
  const { t } = useTranslation('workflow')
  const [dialog, setDialog] = useState<FolderDialogState>()
  const mayWrite = useCan()('workflow:write')
  return (
    <nav className={css['folders']} aria-label={t('folders')}>
      <FolderLink to={undefined} name={t('allFolders')} icon={<Layers size={15} aria-hidden />} isChosen={chosen === undefined} />
      {inTreeOrder(folders).map((folder) => (
        <div key={folder.id} className={css['folderRow']} style={{ paddingInlineStart: folder.level * 14 }}>
          <FolderLink
            to={folder.id}
            name={folder.name}
            count={folder.workflows}
            icon={chosen === folder.id ? <FolderOpen size={15} aria-hidden /> : <FolderIcon size={15} aria-hidden />}
            isChosen={chosen === folder.id}
          />
          {mayWrite ? <FolderMenu folder={folder} onAsk={setDialog} /> : null}
        </div>
      ))}
      <FolderLink to="none" name={t('noFolder')} icon={<Inbox size={15} aria-hidden />} isChosen={chosen === 'none'} />
      {mayWrite ? (
        <button type="button" className={css['folder']} onClick={() => setDialog({ kind: 'new', parentId: null })}>
          <FolderPlus size={15} aria-hidden />
          <span className="ell">{t('newFolder')}</span>
        </button>
      ) : null}
      {dialog === undefined ? null : <FolderDialog state={dialog} folders={folders} onClose={() => setDialog(undefined)} />}
    </nav>
  )
}

type LinkProps = {
  readonly to: string | undefined
  readonly name: string
  readonly icon: ReactNode
  readonly isChosen: boolean
  readonly count?: number
}

function FolderLink({ to, name, icon, isChosen, count }: LinkProps) {
  const { t } = useTranslation('workflow')
  const [isOver, setOver] = useState(false)
  const move = useMoveWorkflows()
  const takes = to !== undefined
  const drop = (event: DragEvent) => {
    const ids = draggedIds(event.dataTransfer)
    setOver(false)
    if (ids.length === 0 || to === undefined) return
    event.preventDefault()
    const folderId = to === 'none' ? null : to
    move.mutate({ ids, folderId }, { onSuccess: ({ moved }) => notifyDone(t('movedTo', { count: moved.length, name })) })
  }
  return (
    <Link
      to="/workflows"
      search={(before) => ({ ...without(before, 'folder'), ...(to === undefined ? {} : { folder: to }) })}
      // Else the way to all counts as chosen beside each folder, because it asks for less.
      activeOptions={{ exact: true }}
      className={css['folder'] ?? ''}
      aria-current={isChosen ? 'true' : undefined}
      data-over={isOver || undefined}
      draggable={false}
      onDragOver={(event) => {
        if (!takes || !event.dataTransfer.types.includes('application/x-steward-workflows')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {icon}
      <span className="ell">{name}</span>
      {count === undefined || count === 0 ? null : <span className={`${css['count']} num`}>{count}</span>}
    </Link>
  )
}

function FolderMenu({ folder, onAsk }: { readonly folder: Folder; readonly onAsk: (state: FolderDialogState) => void }) {
  const { t } = useTranslation('workflow')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} className={css['folderMenu'] ?? ''} aria-label={t('actionsOf', { name: folder.name })}>
          <Ellipsis size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<FolderPlus size={14} aria-hidden />} onClick={() => onAsk({ kind: 'new', parentId: folder.id })}>
          {t('newFolderIn')}
        </Menu.Item>
        <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => onAsk({ kind: 'change', folder })}>
          {t('changeFolder')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Trash2 size={14} aria-hidden />}
          style={{ color: 'var(--delete)' }}
          onClick={() => onAsk({ kind: 'delete', folder })}
        >
          {t('delete', { ns: 'common' })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
