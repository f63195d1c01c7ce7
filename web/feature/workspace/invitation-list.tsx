import type { Invitation } from '@steward/contract/api/invitation'
import { Button, Menu, Modal } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invitationsQuery, useLinkInvitation, useResendInvitation, useRevokeInvitation } from '../../api/members.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatDay } from '../../lib/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import table from '../../ui/table.module.css'
import { useMayGive } from './may-give.ts'
import css from './workspace.module.css'

/** Who was invited, newest first, and what has become of it. */
export function InvitationList() {
  const { t } = useTranslation('workspace')
  const invitations = useInfiniteQuery(invitationsQuery)
  const items = (invitations.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <section aria-labelledby="invitations-heading" className={css['form']}>
      <h2 id="invitations-heading">{t('invitations')}</h2>
      {invitations.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(invitations.error)}
          onRetry={() => void invitations.refetch()}
        />
      ) : null}
      {invitations.isSuccess && items.length === 0 ? <p className="dim">{t('noInvitations')}</p> : null}
      {items.length === 0 ? null : <InvitationTable items={items} />}
      {invitations.hasNextPage ? (
        <Button
          className={css['save'] ?? ''}
          loading={invitations.isFetchingNextPage}
          onClick={() => void invitations.fetchNextPage()}
        >
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
    </section>
  )
}

type Shown = { readonly email: string; readonly link: string; readonly opensAccount: boolean }

function InvitationTable({ items }: { readonly items: readonly Invitation[] }) {
  const { t } = useTranslation('workspace')
  const [shown, setShown] = useState<Shown>()
  return (
    <div className={`card ${css['wide']}`}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('email')}</th>
            <th scope="col">{t('role')}</th>
            <th scope="col" className="hide-s">
              {t('sent')}
            </th>
            <th scope="col">
              <span className="sr">{t('more', { ns: 'common' })}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <span className={css['person']}>
                  <span className="ell">{one.email}</span>
                  <span className="xs dim">
                    {t(`status.${one.status}`)}
                    {one.status === 'pending' ? ` ${t('until', { date: formatDay(one.expiresAt) })}` : ''}
                  </span>
                </span>
              </td>
              <td>{t(`role.${one.role}`, { ns: 'common' })}</td>
              <td className="hide-s dim">
                {one.invitedBy}, {formatDay(one.sentAt)} ({t('sentTimes', { count: one.sentCount })})
              </td>
              <td className={table['right']}>
                <InvitationMenu invitation={one} onLink={setShown} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown === undefined ? null : <LinkDialog shown={shown} onClose={() => setShown(undefined)} />}
    </div>
  )
}

type MenuProps = { readonly invitation: Invitation; readonly onLink: (shown: Shown) => void }

function InvitationMenu({ invitation: { id, email, role, status }, onLink }: MenuProps) {
  const { t } = useTranslation('workspace')
  const mayGive = useMayGive()
  const resend = useResendInvitation()
  const link = useLinkInvitation()
  const revoke = useRevokeInvitation()
  if (!mayGive(role) || (status !== 'pending' && status !== 'expired')) return null
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button aria-label={`${t('more', { ns: 'common' })} ${email}`}>
          <Ellipsis size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => resend.mutate(id, { onSuccess: () => notifyDone(t('resent', { email })) })}>
          {t('resend')}
        </Menu.Item>
        {status === 'pending' ? (
          <Menu.Item onClick={() => link.mutate(id, { onSuccess: (made) => onLink({ email, ...made }) })}>{t('link')}</Menu.Item>
        ) : null}
        <Menu.Item
          style={{ color: 'var(--delete)' }}
          onClick={() => revoke.mutate(id, { onSuccess: () => notifyDone(t('revoked', { email })) })}
        >
          {t('revoke')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function LinkDialog({ shown: { email, link, opensAccount }, onClose }: { readonly shown: Shown; readonly onClose: () => void }) {
  const { t } = useTranslation('workspace')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('linkMade', { email })}
      size={480}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <div className={css['form']}>
        <p className="ink2">{t('linkOnce')}</p>
        {opensAccount ? null : <p className="ink2">{t('linkSignIn', { email })}</p>}
        <div className={css['secret']}>
          <code className="sp">{link}</code>
          <CopyButton text={link} label={t('linkCopy')} />
        </div>
        <div className={css['actions']}>
          <Button variant="filled" onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
