import type { Role } from '@steward/contract/api/role'
import { isPermissionName, type PermissionName, permissions } from '@steward/contract/permission'
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, sentenceOf } from '../../api/problem.ts'
import { useChangeRole, useCreateRole } from '../../api/roles.ts'
import { useCan } from '../../api/session.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { isReserved, permissionGroups } from './permission-groups.ts'
import css from './role.module.css'

type Props = { readonly role?: Role; readonly onClose: () => void; readonly onMade?: (role: Role) => void }

/** Makes a role, or changes one of the workspace. What the person does not hold themselves cannot be ticked. */
export function RoleForm({ role, onClose, onMade }: Props) {
  const { t } = useTranslation('role')
  const create = useCreateRole()
  const change = useChangeRole()
  // What is shown is of this revision, whatever arrives while it is being changed.
  const [revision] = useState(role?.revision ?? 0)
  const [name, setName] = useState(role?.name ?? '')
  const [description, setDescription] = useState(role?.description ?? '')
  const [names, setNames] = useState<readonly PermissionName[]>((role?.permissions ?? []).filter(isPermissionName))
  const error = create.error ?? change.error
  const isLate = error instanceof ApiProblem && error.code === 'identity.role_changed_meanwhile'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      name: name.trim(),
      description: description.trim() === '' ? null : description.trim(),
      permissions: [...names],
    }
    const done = (text: string) => (made: Role) => {
      notifyDone(text)
      onClose()
      onMade?.(made)
    }
    if (role === undefined) create.mutate(body, { onSuccess: done(t('created', { name: body.name })) })
    else change.mutate({ id: role.id, revision, ...body }, { onSuccess: done(t('saved')) })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={role === undefined ? t('newRole') : role.name}
      size={560}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['form']}>
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('about')}
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <PermissionBoxes names={names} onChange={setNames} />
        {error === null ? null : (
          <Problem
            title={t('actionFailed', { ns: 'common' })}
            text={sentenceOf(error)}
            {...(isLate ? { onRetry: onClose } : {})}
          />
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            type="submit"
            variant="filled"
            disabled={name.trim() === '' || isLate}
            loading={create.isPending || change.isPending}
          >
            {role === undefined ? t('create') : t('save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

type BoxesProps = { readonly names: readonly PermissionName[]; readonly onChange: (names: readonly PermissionName[]) => void }

function PermissionBoxes({ names, onChange }: BoxesProps) {
  const { t } = useTranslation('role')
  const can = useCan()
  return (
    <fieldset className={css['boxes']}>
      <legend className="label">{t('choosePermissions')}</legend>
      {permissionGroups.map(({ group, names: all }) => (
        <div key={group} role="group" aria-label={t(`group_${group}`)}>
          <div className="eyebrow">{t(`group_${group}`)}</div>
          {all
            .filter((name) => !isReserved(name))
            .map((name) => (
              <Checkbox
                key={name}
                label={permissions[name]}
                description={can(name) ? undefined : t('notYours')}
                disabled={!can(name)}
                checked={names.includes(name)}
                onChange={(event) =>
                  onChange(event.currentTarget.checked ? [...names, name] : names.filter((one) => one !== name))
                }
              />
            ))}
        </div>
      ))}
    </fieldset>
  )
}
