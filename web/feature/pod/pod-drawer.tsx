import type { Pod, PodMember } from '@steward/contract/api/pod'
import { ActionIcon, Button, Drawer, Switch, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Pencil, Trash2, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { podQuery, useDeletePod, useRemovePodMember, useSetPodMember } from '../../api/pods.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { MemberSelect } from '../../lib/member-select.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PodForm } from './pod-form.tsx'
import css from './pod.module.css'

type Props = { readonly pod: Pod | undefined; readonly onClose: () => void }

/** A pod with its people. */
export function PodDrawer({ pod, onClose }: Props) {
  const { t } = useTranslation('role')
  return (
    <Drawer
      opened={pod !== undefined}
      onClose={onClose}
      title={pod?.name ?? ''}
      size={460}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {pod === undefined ? null : <Opened key={pod.id} pod={pod} onClose={onClose} />}
    </Drawer>
  )
}

function Opened({ pod, onClose }: { readonly pod: Pod; readonly onClose: () => void }) {
  const { t } = useTranslation('role')
  const { data, isPending, isError, error } = useQuery(podQuery(pod.id))
  const members = data?.members ?? []
  const here = { podId: pod.id }
  return (
    <div className={css['drawer']}>
      {pod.description === null ? null : <p className="ink2">{pod.description}</p>}
      <Allowed permission="pod:manage" on={here}>
        <Change pod={pod} onGone={onClose} />
      </Allowed>
      <section>
        <h3>{t('podPeople')}</h3>
        {isPending ? <SkeletonRows rows={2} height={44} /> : null}
        {isError ? <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(error)} /> : null}
        {data !== undefined && members.length === 0 ? <p className="dim">{t('podEmpty')}</p> : null}
        <ul className={css['members']}>
          {members.map((member) => (
            <MemberRow key={member.user.id} podId={pod.id} member={member} />
          ))}
        </ul>
      </section>
      <Allowed permission="pod:manage" on={here}>
        <section>
          <h3>{t('addMember')}</h3>
          <AddForm podId={pod.id} except={members.map(({ user }) => user.id)} />
        </section>
      </Allowed>
    </div>
  )
}

function MemberRow({ podId, member: { user, isManager } }: { readonly podId: string; readonly member: PodMember }) {
  const { t } = useTranslation('role')
  const can = useCan()
  const set = useSetPodMember()
  const remove = useRemovePodMember()
  const { id: userId, name, email } = user
  return (
    <li>
      <div className="sp">
        <div className="b ell">{name}</div>
        <div className="xs dim ell">{email}</div>
      </div>
      {can('pod:manage', { podId }) ? (
        <>
          <Switch
            label={t('manager')}
            aria-label={t('managerOf', { name })}
            checked={isManager}
            disabled={set.isPending}
            onChange={() => set.mutate({ podId, userId, isManager: !isManager })}
          />
          <Tooltip label={t('remove')}>
            <ActionIcon
              aria-label={t('removeOf', { name })}
              loading={remove.isPending}
              onClick={() => remove.mutate({ podId, userId }, { onSuccess: () => notifyDone(t('removed', { name })) })}
            >
              <X size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </>
      ) : isManager ? (
        <Tag>{t('manager')}</Tag>
      ) : null}
    </li>
  )
}

function AddForm({ podId, except }: { readonly podId: string; readonly except: readonly string[] }) {
  const { t } = useTranslation('role')
  const set = useSetPodMember()
  const [userId, setUserId] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (userId === null) return
    const done = { onSuccess: ({ user }: PodMember) => notifyDone(t('added', { name: user.name })) }
    set.mutate({ podId, userId, isManager: false }, done)
    setUserId(null)
  }
  return (
    <form onSubmit={submit} className={css['add']}>
      {/* Who was put in leaves the box, with the text that was typed for them. */}
      <MemberSelect key={except.length} label={t('member')} value={userId} onChange={setUserId} except={except} />
      <Button type="submit" disabled={userId === null} loading={set.isPending}>
        {t('add')}
      </Button>
    </form>
  )
}

function Change({ pod, onGone }: { readonly pod: Pod; readonly onGone: () => void }) {
  const { t } = useTranslation('role')
  const remove = useDeletePod()
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState(false)
  const confirm = () =>
    remove.mutate(pod.id, {
      onSuccess: () => {
        notifyDone(t('podDeleted', { name: pod.name }))
        onGone()
      },
    })
  return (
    <div className="row">
      <Button leftSection={<Pencil size={14} aria-hidden />} onClick={() => setEditing(true)}>
        {t('edit')}
      </Button>
      <Button
        leftSection={<Trash2 size={14} aria-hidden />}
        style={{ color: 'var(--delete)' }}
        loading={remove.isPending}
        onClick={() => setAsking(true)}
      >
        {t('delete', { ns: 'common' })}
      </Button>
      {editing ? <PodForm pod={pod} onClose={() => setEditing(false)} /> : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('podDeleteSure', { name: pod.name })}
        text={t('podDeleteText')}
        action={t('delete', { ns: 'common' })}
        onConfirm={confirm}
      />
    </div>
  )
}
