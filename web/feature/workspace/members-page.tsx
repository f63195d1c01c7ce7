import type { Member, MemberRole } from '@steward/contract/api/member'
import { ActionIcon, Button, Select, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Search, UserMinus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { membersQuery, useChangeMember, useRemoveMember } from '../../api/members.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan, useSession } from '../../api/session.ts'
import { formatDay, formatFullTime, formatTime } from '../../lib/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import table from '../../ui/table.module.css'
import { InvitationList } from './invitation-list.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { useMayGive } from './may-give.ts'
import css from './workspace.module.css'

export default function MembersPage() {
  const { t } = useTranslation('workspace')
  const can = useCan()
  const [search, setSearch] = useState('')
  const [wanted] = useDebouncedValue(search.trim(), 200)
  const [isInviting, setInviting] = useState(false)
  const members = useInfiniteQuery({ ...membersQuery(wanted), placeholderData: (before) => before })
  const items = (members.data?.pages ?? []).flatMap((page) => page.items)
  const mayManage = can('member:manage')
  return (
    <Page
      title={t('membersTitle')}
      actions={
        mayManage ? (
          <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        ) : null
      }
    >
      <p className="ink2">{t('membersLead')}</p>
      <TextInput
        className={css['find'] ?? ''}
        aria-label={t('searchMembers')}
        placeholder={t('searchMembers')}
        leftSection={<Search size={14} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {members.isPending ? <SkeletonRows rows={3} /> : null}
      {members.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(members.error)}
          onRetry={() => void members.refetch()}
        />
      ) : null}
      {members.isSuccess && items.length === 0 ? <p className="dim">{t('noMembers')}</p> : null}
      {items.length === 0 ? null : <MemberTable items={items} mayManage={mayManage} />}
      {members.hasNextPage ? (
        <Button className={css['save'] ?? ''} loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
      {mayManage ? <InvitationList /> : null}
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  )
}

function MemberTable({ items, mayManage }: { readonly items: readonly Member[]; readonly mayManage: boolean }) {
  const { t } = useTranslation('workspace')
  const [removing, setRemoving] = useState<Member>()
  const remove = useRemoveMember()
  return (
    <div className={`card ${css['wide']}`}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('role')}</th>
            <th scope="col" className="hide-s">
              {t('joined')}
            </th>
            <th scope="col" className="hide-s">
              {t('lastSeen')}
            </th>
            {mayManage ? (
              <th scope="col" className="hide-s">
                {t('secondFactor')}
              </th>
            ) : null}
            {mayManage ? (
              <th scope="col">
                <span className="sr">{t('remove')}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {items.map((member) => (
            <MemberRow key={member.userId} member={member} mayManage={mayManage} onRemove={() => setRemoving(member)} />
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('removeSure', { name: removing?.name ?? '' })}
        text={t('removeText')}
        action={t('remove')}
        onConfirm={() =>
          removing !== undefined &&
          remove.mutate(removing.userId, { onSuccess: () => notifyDone(t('removed', { name: removing.name })) })
        }
      />
    </div>
  )
}

type RowProps = { readonly member: Member; readonly mayManage: boolean; readonly onRemove: () => void }

function MemberRow({ member, mayManage, onRemove }: RowProps) {
  const { t } = useTranslation('workspace')
  const { user } = useSession()
  const mayGive = useMayGive()
  const isMe = member.userId === user.id
  const mayTouch = mayManage && mayGive(member.role)
  const seen = member.lastSeenAt
  return (
    <tr>
      <td>
        <span className={css['person']}>
          <span className="ell">
            <span className="b">{member.name}</span> {isMe ? <span className="dim">({t('you')})</span> : null}
          </span>
          <span className="xs dim ell">{member.email}</span>
        </span>
      </td>
      <td>{mayTouch ? <RoleSelect member={member} /> : t(`role.${member.role}`, { ns: 'common' })}</td>
      <td className="hide-s dim num nw">{formatDay(member.joinedAt)}</td>
      <td className="hide-s dim num nw" title={seen === null ? '' : formatFullTime(seen)}>
        {seen === null ? t('never', { ns: 'common' }) : formatTime(seen, new Date(), t('today', { ns: 'common' }))}
      </td>
      {mayManage ? <td className="hide-s">{t(member.hasSecondFactor === true ? 'on' : 'off')}</td> : null}
      {mayManage ? (
        <td className={table['right']}>
          {mayTouch && !isMe ? (
            <Tooltip label={t('remove')}>
              <ActionIcon aria-label={`${t('remove')} ${member.name}`} onClick={onRemove}>
                <UserMinus size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ) : null}
        </td>
      ) : null}
    </tr>
  )
}

function RoleSelect({ member: { userId, name, role } }: { readonly member: Member }) {
  const { t } = useTranslation('workspace')
  const mayGive = useMayGive()
  const change = useChangeMember()
  const word = (one: MemberRole) => t(`role.${one}`, { ns: 'common' })
  const choose = (to: MemberRole) =>
    change.mutate(
      { userId, role: to, expectedRole: role },
      { onSuccess: () => notifyDone(t('roleChanged', { name, role: word(to) })) },
    )
  const roles = (['owner', 'admin', 'editor', 'viewer'] as const).filter((one) => one === role || mayGive(one))
  return (
    <Select
      className={css['role'] ?? ''}
      aria-label={t('roleOf', { name })}
      allowDeselect={false}
      disabled={change.isPending}
      value={role}
      data={roles.map((one) => ({ value: one, label: word(one) }))}
      onChange={(value) => {
        const to = roles.find((one) => one === value)
        if (to !== undefined && to !== role) choose(to)
      }}
    />
  )
}
