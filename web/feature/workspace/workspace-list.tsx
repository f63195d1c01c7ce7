import type { WorkspaceListed } from '@steward/contract/api/workspace'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Check, Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import {
  myInvitationsQuery,
  publicWorkspacesQuery,
  useAnswerInvitation,
  useRestoreWorkspace,
  useSwitchWorkspace,
  workspacesQuery,
} from '../../api/workspaces.ts'
import { formatDay } from '../../lib/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { WorkspaceMark } from './workspace-mark.tsx'
import css from './workspace.module.css'

/** From so many on a field to search in helps more than it costs. */
const searchFrom = 8

type Props = { readonly onDone: () => void; readonly onCreate: () => void }

/** Where the person can go: their workspaces, invitations, and what can still be brought back. */
export function WorkspaceList({ onDone, onCreate }: Props) {
  const { t } = useTranslation('workspace')
  const { workspace } = useSession()
  const listed = useQuery(workspacesQuery)
  const [search, setSearch] = useState('')
  const items = listed.data?.items ?? []
  const open = items.filter((one) => one.purgeAt === null)
  const shown = open.filter((one) => one.name.toLowerCase().includes(search.trim().toLowerCase()))
  const switchTo = useGoTo(onDone)
  return (
    <div className={css['list']}>
      {open.length >= searchFrom ? (
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<Search size={14} aria-hidden />}
          data-autofocus
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      <ul className={css['entries']} aria-label={t('yours')}>
        {shown.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className={css['entry']}
              aria-current={one.id === workspace.id}
              onClick={() => (one.id === workspace.id ? onDone() : switchTo(one.id))}
            >
              <WorkspaceMark id={one.id} name={one.name} logo={one.logo} />
              <span className={css['names']}>
                <span className="b ell">{one.name}</span>
                <span className="xxs ink2">{t('members', { count: one.members })}</span>
              </span>
              {one.id === workspace.id ? <Check size={14} aria-hidden /> : null}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && listed.isSuccess ? <p className="dim">{t('nothingFound')}</p> : null}
      <Invited onAccepted={switchTo} />
      <Deleted items={items} />
      <Others />
      {listed.data?.mayCreate === true ? (
        <Button leftSection={<Plus size={14} aria-hidden />} onClick={onCreate}>
          {t('create')}
        </Button>
      ) : null}
    </div>
  )
}

function useGoTo(onDone: () => void) {
  const { t } = useTranslation('workspace')
  const navigate = useNavigate()
  const change = useSwitchWorkspace()
  return (id: string) =>
    change.mutate(id, {
      onSuccess: ({ workspace }) => {
        onDone()
        notifyDone(t('switched', { name: workspace.name }))
        void navigate({ to: '/workflows' })
      },
    })
}

function Invited({ onAccepted }: { readonly onAccepted: (id: string) => void }) {
  const { t } = useTranslation('workspace')
  const invitations = useQuery(myInvitationsQuery)
  const answer = useAnswerInvitation()
  return (invitations.data?.items ?? []).map(({ id, workspaceName, invitedBy, role }) => (
    <div key={id} className={css['invited']}>
      <div className="row">
        <span className="b ell sp">{workspaceName}</span>
        <span className={css['badge']}>{t('invited')}</span>
      </div>
      <p className="xs ink2">{t('invitedBy', { name: invitedBy, role: t(`role.${role}`, { ns: 'common' }) })}</p>
      <div className="row">
        <Button
          size="xs"
          variant="filled"
          onClick={() =>
            answer.mutate({ id, accept: true }, { onSuccess: (joined) => joined !== undefined && onAccepted(joined.workspaceId) })
          }
        >
          {t('accept')}
        </Button>
        <Button size="xs" onClick={() => answer.mutate({ id, accept: false })}>
          {t('decline')}
        </Button>
      </div>
    </div>
  ))
}

/** Workspaces that let everybody know that they exist: whom to ask for an invitation. */
function Others() {
  const { t } = useTranslation('workspace')
  const found = useQuery(publicWorkspacesQuery)
  const others = (found.data?.items ?? []).filter((one) => !one.isMember)
  if (others.length === 0) return null
  return (
    <>
      <h3 className="xs ink2">{t('others')}</h3>
      <ul className={css['entries']}>
        {others.map(({ id, name, logo, owner, description }) => (
          <li key={id} className={css['entry']} title={description ?? ''}>
            <WorkspaceMark id={id} name={name} logo={logo} />
            <span className={css['names']}>
              <span className="ell">{name}</span>
              <span className="xxs ink2 ell">{t('askOwner', { name: owner })}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Deleted({ items }: { readonly items: readonly WorkspaceListed[] }) {
  const { t } = useTranslation('workspace')
  const restore = useRestoreWorkspace()
  return items.map(({ id, name, logo, purgeAt }) =>
    purgeAt === null ? null : (
      <div key={id} className={css['entry']}>
        <WorkspaceMark id={id} name={name} logo={logo} />
        <span className={css['names']}>
          <span className="ell ink2">{name}</span>
          <span className="xxs ink2">{t('deletedOn', { date: formatDay(purgeAt) })}</span>
        </span>
        <Button
          size="xs"
          aria-label={`${t('restore')} ${name}`}
          onClick={() => restore.mutate(id, { onSuccess: () => notifyDone(t('restored', { name }), t('restoredText')) })}
        >
          {t('restore')}
        </Button>
      </div>
    ),
  )
}
