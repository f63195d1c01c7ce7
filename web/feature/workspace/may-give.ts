import type { MemberRole } from '@steward/contract/api/member'
import { systemRoles } from '@steward/contract/permission'
import { useCan } from '../../api/session.ts'

/** Whether the person holds everything that a role holds: the API lets nobody give or take away more. */
export function useMayGive(): (role: MemberRole) => boolean {
  const can = useCan()
  return (role) => systemRoles[role].every((permission) => can(permission))
}
