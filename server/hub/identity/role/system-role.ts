import { type PermissionName, type SystemRole, systemRoleNames, systemRoles, systemRoleTexts } from '@steward/contract/permission'

/** The ids that the migration gave them; they never change, because assignments point to them. */
const ids: Readonly<Record<SystemRole, string>> = {
  owner: '00000000-0000-7000-8000-000000000001',
  admin: '00000000-0000-7000-8000-000000000002',
  editor: '00000000-0000-7000-8000-000000000003',
  viewer: '00000000-0000-7000-8000-000000000004',
  approver: '00000000-0000-7000-8000-000000000005',
  developer: '00000000-0000-7000-8000-000000000006',
  manager: '00000000-0000-7000-8000-000000000007',
}

export type RoleRow = {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly permissions: readonly PermissionName[]
  readonly isSystem: boolean
  readonly revision: number
}

/** The roles that every workspace has. Code says what they hold, so that nobody who writes to the table gains a right. */
export const allSystemRoles: readonly RoleRow[] = systemRoleNames.map((name) => ({
  id: ids[name],
  name,
  description: systemRoleTexts[name],
  permissions: systemRoles[name],
  isSystem: true,
  revision: 1,
}))

const byId = new Map(allSystemRoles.map((role) => [role.id, role]))

export const findSystemRole = (id: string): RoleRow | undefined => byId.get(id.toLowerCase())

export const systemRoleId = (name: SystemRole): string => ids[name]
