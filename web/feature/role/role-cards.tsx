import type { Role } from '@steward/contract/api/role'
import { useTranslation } from 'react-i18next'
import { useRoleName } from '../../lib/use-role-name.ts'
import css from './role.module.css'

type Props = { readonly roles: readonly Role[]; readonly onOpen: (role: Role) => void }

/** The roles on a phone, where no table of them has room. */
export function RoleCards({ roles, onOpen }: Props) {
  const { t } = useTranslation('role')
  const nameOf = useRoleName()
  return (
    <ul className={`card ${css['cards']}`}>
      {roles.map((role) => (
        <li key={role.id}>
          <button type="button" onClick={() => onOpen(role)}>
            <span className="row">
              <span className="b sp ell">{nameOf(role.name)}</span>
              <span className="xs dim nw">{t('people', { count: role.people })}</span>
            </span>
            <span className="xs ink2">{role.description ?? t('permissions', { count: role.permissions.length })}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
