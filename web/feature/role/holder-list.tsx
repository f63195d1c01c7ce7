import type { Holder, Reason } from '@steward/contract/api/role'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { roleHoldersQuery, useEndAssignment } from '../../api/roles.ts'
import { useCan } from '../../api/session.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { useReasonWords } from './role-words.ts'
import css from './role.module.css'

/** Who has a role, and by which way. */
export function HolderList({ roleId }: { readonly roleId: string }) {
  const { t } = useTranslation('role')
  const holders = useQuery(roleHoldersQuery(roleId))
  if (holders.isPending) return <SkeletonRows rows={2} height={44} />
  if (holders.isError) return <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(holders.error)} />
  return <Holders items={holders.data.items} more={holders.data.more} none={t('nobodyHasIt')} />
}

type Props = { readonly items: readonly Holder[]; readonly more: boolean; readonly none: string }

export function Holders({ items, more, none }: Props) {
  const { t } = useTranslation('role')
  if (items.length === 0) return <p className="dim">{none}</p>
  return (
    <>
      <ul className={css['holders']}>
        {items.map(({ user, because }) => (
          <li key={user.id}>
            <div className="b ell">{user.name}</div>
            <div className="xs dim ell">{user.email}</div>
            {because.map((reason) => (
              <ReasonLine
                key={`${reason.via} ${reason.assignmentId ?? ''} ${reason.pod?.id ?? ''}`}
                user={user}
                reason={reason}
              />
            ))}
          </li>
        ))}
      </ul>
      {more ? <p className="xs dim">{t('moreHolders')}</p> : null}
    </>
  )
}

/** A reason in words; what was given can be taken away here. */
export function ReasonLine({ user, reason }: { readonly user: Holder['user']; readonly reason: Reason }) {
  const { t } = useTranslation('role')
  const words = useReasonWords()
  const can = useCan()
  const end = useEndAssignment()
  const [asking, setAsking] = useState(false)
  const { assignmentId } = reason
  const { name } = user
  const mayTake = assignmentId !== null && can('member:manage')
  return (
    <div className={css['reason']}>
      <span className="xs ink2 sp">{words(reason)}</span>
      {mayTake ? (
        <Button size="xs" aria-label={t('takeOf', { name })} loading={end.isPending} onClick={() => setAsking(true)}>
          {t('take')}
        </Button>
      ) : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('takeSure', { name })}
        text={t('takeText')}
        action={t('take')}
        onConfirm={() => assignmentId !== null && end.mutate(assignmentId, { onSuccess: () => notifyDone(t('taken', { name })) })}
      />
    </div>
  )
}
