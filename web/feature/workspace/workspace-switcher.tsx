import { Modal, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { myInvitationsQuery, workspacesQuery } from '../../api/workspaces.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { CreateWorkspaceDialog } from './create-workspace-dialog.tsx'
import { WorkspaceList } from './workspace-list.tsx'
import { WorkspaceMark } from './workspace-mark.tsx'
import css from './workspace.module.css'

/** At the head of the sidebar: where one is, and the way to the other places. */
export function WorkspaceSwitcher() {
  const { t } = useTranslation('workspace')
  const { workspace } = useSession()
  const [isOpen, setOpen] = useState(false)
  const [isCreating, setCreating] = useState(false)
  const invited = useInvitedCount()
  const logo = useLogo(workspace.id)
  return (
    <>
      <Popover position="bottom-start" width={288} opened={isOpen} onChange={setOpen} trapFocus>
        <Popover.Target>
          <button type="button" className={css['switcher']} onClick={() => setOpen(!isOpen)}>
            <span className={css['place']}>
              {logo === null ? <BrandMark /> : <WorkspaceMark id={workspace.id} name={workspace.name} logo={logo} />}
              {invited === 0 ? null : <i className={css['dot']} />}
            </span>
            <span className={css['here']}>
              <b className="ell">{workspace.name}</b>
              <span>Steward</span>
            </span>
            {invited === 0 ? null : <span className="sr">{t('invitedCount', { count: invited })}</span>}
            <span className="sr">{t('switcher')}</span>
            <ChevronsUpDown size={14} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('yours')}>
          <WorkspaceList
            onDone={() => setOpen(false)}
            onCreate={() => {
              setOpen(false)
              setCreating(true)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {isCreating ? <CreateWorkspaceDialog onClose={() => setCreating(false)} /> : null}
    </>
  )
}

/** The same as a page of its own, for a phone. */
export function WorkspaceSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('workspace')
  const [isCreating, setCreating] = useState(false)
  if (isCreating) return <CreateWorkspaceDialog onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={t('yours')} closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}>
      <WorkspaceList onDone={onClose} onCreate={() => setCreating(true)} />
    </Modal>
  )
}

function useInvitedCount(): number {
  return useQuery(myInvitationsQuery).data?.items.length ?? 0
}

function useLogo(id: string): string | null {
  return useQuery(workspacesQuery).data?.items.find((one) => one.id === id)?.logo ?? null
}
