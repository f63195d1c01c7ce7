import type { Role } from '@steward/contract/api/role'
import { type PermissionName, permissions } from '@steward/contract/permission'
import { Check } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useRoleName } from '../../lib/use-role-name.ts'
import { permissionGroups } from './permission-groups.ts'
import css from './role.module.css'

type Props = { readonly roles: readonly Role[]; readonly onOpen: (role: Role) => void }

/** Roles beside each other, what they may below each other. The names and the heads stay in sight while it scrolls. */
export function RoleMatrix({ roles, onOpen }: Props) {
  const { t } = useTranslation('role')
  const nameOf = useRoleName()
  return (
    // A box that scrolls must be reachable by keyboard.
    <div className={`card ${css['matrix']}`} tabIndex={0} role="region" aria-label={t('roles')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('permission')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                <button type="button" onClick={() => onOpen(role)} title={t('openRole', { name: nameOf(role.name) })}>
                  <span className="ell b">{nameOf(role.name)}</span>{' '}
                  <span className="xxs dim nw">{t('people', { count: role.people })}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionGroups.map(({ group, names }) => (
            <Fragment key={group}>
              <tr className={css['group']}>
                <th scope="rowgroup" colSpan={roles.length + 1}>
                  {t(`group_${group}`)}
                </th>
              </tr>
              {names.map((name) => (
                <PermissionRow key={name} name={name} roles={roles} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PermissionRow({ name, roles }: { readonly name: PermissionName; readonly roles: readonly Role[] }) {
  const { t } = useTranslation('role')
  return (
    <tr>
      <th scope="row">
        <span>{permissions[name]}</span>
        <span className="mono dim">{name}</span>
      </th>
      {roles.map((role) => (
        <td key={role.id}>
          {role.permissions.includes(name) ? (
            <>
              <Check size={16} aria-hidden />
              <span className="sr">{t('yes')}</span>
            </>
          ) : (
            <span className="sr">{t('no')}</span>
          )}
        </td>
      ))}
    </tr>
  )
}
