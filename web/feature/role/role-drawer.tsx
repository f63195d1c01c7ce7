import type { Role } from '@steward/contract/api/role'
import { type PermissionName, permissions } from '@steward/contract/permission'
import { Button, Drawer } from '@mantine/core'
import { Check, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeleteRole } from '../../api/roles.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { useRoleName } from '../../lib/use-role-name.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { GiveForm } from './give-form.tsx'
import { HolderList } from './holder-list.tsx'
import { permissionGroups } from './permission-groups.ts'
import { RoleForm } from './role-form.tsx'
import css from './role.module.css'

type Props = { readonly role: Role | undefined; readonly onClose: () => void }

/** A role with what it may and who has it. */
export function RoleDrawer({ role, onClose }: Props) {
  const { t } = useTranslation('role')
  const nameOf = useRoleName()
  return (
    <Drawer
      opened={role !== undefined}
      onClose={onClose}
      title={role === undefined ? '' : nameOf(role.name)}
      size={460}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {role === undefined ? null : <Opened key={role.id} role={role} onClose={onClose} />}
    </Drawer>
  )
}

function Opened({ role, onClose }: { readonly role: Role; readonly onClose: () => void }) {
  const { t } = useTranslation('role')
  return (
    <div className={css['drawer']}>
      <div className={css['about']}>
        {role.description === null || role.description === '' ? null : <p className="ink2">{role.description}</p>}
        {role.isSystem ? <p className="xs dim">{t('systemHint')}</p> : null}
      </div>
      {role.isSystem ? null : (
        <Allowed permission="role:manage">
          <Change role={role} onGone={onClose} />
        </Allowed>
      )}
      <section>
        <h3>{t('whoHasIt')}</h3>
        <HolderList roleId={role.id} />
      </section>
      <Allowed permission="member:manage">
        <section>
          <h3>{t('give')}</h3>
          <GiveForm role={role} />
        </section>
      </Allowed>
      <section>
        <h3>{t('whatItMay')}</h3>
        <Sentences names={role.permissions} />
      </section>
    </div>
  )
}

function Change({ role, onGone }: { readonly role: Role; readonly onGone: () => void }) {
  const { t } = useTranslation('role')
  const remove = useDeleteRole()
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState(false)
  const { name, people: count } = role
  const confirm = () =>
    remove.mutate(role.id, {
      onSuccess: () => {
        notifyDone(t('deleted', { name }))
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
      {editing ? <RoleForm role={role} onClose={() => setEditing(false)} /> : null}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('deleteSure', { name })}
        text={t('deleteText', { count })}
        action={t('delete', { ns: 'common' })}
        onConfirm={confirm}
      />
    </div>
  )
}

function Sentences({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('role')
  const held = new Set(names)
  if (held.size === 0) return <p className="dim">{t('nothing')}</p>
  return permissionGroups.map(({ group, names: all }) => {
    const some = all.filter((name: PermissionName) => held.has(name))
    return some.length === 0 ? null : (
      <div key={group} className={css['sentences']}>
        <div className="eyebrow">{t(`group_${group}`)}</div>
        <ul>
          {some.map((name) => (
            <li key={name} title={name}>
              <Check size={14} aria-hidden />
              {permissions[name]}
            </li>
          ))}
        </ul>
      </div>
    )
  })
}
