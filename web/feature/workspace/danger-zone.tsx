import type { Workspace } from '@steward/contract/api/workspace'
import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '../../api/session.ts'
import {
  useAcceptOwnership,
  useDeleteWorkspace,
  useEndTransfer,
  useLeaveWorkspace,
  useOfferOwnership,
} from '../../api/workspaces.ts'
import { formatDay } from '../../lib/format.ts'
import { MemberSelect } from '../../lib/member-select.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './workspace.module.css'

/** What changes whose the workspace is, or ends it. */
export function DangerZone({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('workspace')
  const can = useCan()
  return (
    <section className={`card ${css['section']}`} aria-labelledby="danger-heading">
      <div>
        <h2 id="danger-heading">{t('danger')}</h2>
        <p className="ink2 xs">{t('ownedBy', { name: workspace.owner.name })}</p>
      </div>
      <Transfer workspace={workspace} />
      <Leave workspace={workspace} />
      {can('workspace:own') ? <Delete workspace={workspace} /> : null}
    </section>
  )
}

function Transfer({ workspace: { transfer } }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('workspace')
  const { user } = useSession()
  const can = useCan()
  const accept = useAcceptOwnership()
  const end = useEndTransfer()
  if (transfer === null) return can('workspace:own') ? <Offer /> : null
  const isMine = transfer.to.id === user.id
  if (!isMine && !can('workspace:own')) return null
  return (
    <div className={css['deed']}>
      <div>
        <h3>{t('transfer')}</h3>
        <p className="ink2 xs">
          {isMine
            ? t('transferMine', { name: transfer.from.name })
            : t('transferOpen', { name: transfer.to.name, date: formatDay(transfer.expiresAt) })}
        </p>
      </div>
      {isMine ? (
        <Button
          variant="filled"
          loading={accept.isPending}
          onClick={() => accept.mutate(undefined, { onSuccess: () => notifyDone(t('transferDone')) })}
        >
          {t('transferAccept')}
        </Button>
      ) : null}
      <Button loading={end.isPending} onClick={() => end.mutate()}>
        {t(isMine ? 'decline' : 'transferWithdraw')}
      </Button>
    </div>
  )
}

function Offer() {
  const { t } = useTranslation('workspace')
  const { user } = useSession()
  const [to, setTo] = useState<string | null>(null)
  const offer = useOfferOwnership()
  return (
    <div className={css['deed']}>
      <div>
        <h3>{t('transfer')}</h3>
        <p className="ink2 xs">{t('transferText')}</p>
      </div>
      <MemberSelect label={t('transferTo')} value={to} onChange={setTo} except={[user.id]} />
      <Button disabled={to === null} loading={offer.isPending} onClick={() => to !== null && offer.mutate(to)}>
        {t('transferOffer')}
      </Button>
    </div>
  )
}

function Leave({ workspace: { id, name } }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('workspace')
  const [isAsking, setAsking] = useState(false)
  const leave = useLeaveWorkspace()
  const navigate = useNavigate()
  const go = () =>
    leave.mutate(id, {
      onSuccess: () => {
        notifyDone(t('left', { name }))
        void navigate({ to: '/workflows' })
      },
    })
  return (
    <div className={css['deed']}>
      <div>
        <h3>{t('leave')}</h3>
        <p className="ink2 xs">{t('leaveText')}</p>
      </div>
      <Button loading={leave.isPending} onClick={() => setAsking(true)}>
        {t('leaveButton')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('leaveSure', { name })}
        text={t('leaveText')}
        action={t('leaveButton')}
        onConfirm={go}
      />
    </div>
  )
}

function Delete({ workspace: { name } }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('workspace')
  const [isAsking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const remove = useDeleteWorkspace()
  const navigate = useNavigate()
  const close = () => {
    setAsking(false)
    setTyped('')
  }
  const go = () =>
    remove.mutate(typed, {
      onSuccess: ({ purgeAt }, deleted) => {
        close()
        notifyDone(t('deleted', { name: deleted }), t('deletedText', { date: formatDay(purgeAt) }))
        void navigate({ to: '/workflows' })
      },
    })
  return (
    <div className={css['deed']}>
      <div>
        <h3>{t('delete')}</h3>
        <p className="ink2 xs">{t('deleteText')}</p>
      </div>
      <Button style={{ color: 'var(--delete)' }} onClick={() => setAsking(true)}>
        {t('deleteButton')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={t('deleteSure', { name })}
        size={440}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      >
        <div className={css['form']}>
          <p className="ink2">{t('deleteText')}</p>
          <TextInput
            label={t('deleteType')}
            placeholder={name}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className={css['actions']}>
            <Button onClick={close} data-autofocus>
              {t('cancel', { ns: 'common' })}
            </Button>
            <Button
              style={typed === name ? { color: 'var(--delete)' } : {}}
              disabled={typed !== name}
              loading={remove.isPending}
              onClick={go}
            >
              {t('deleteButton')}
            </Button>
          </div>
        </div>
      </Modal>
    </div>
  )
}
