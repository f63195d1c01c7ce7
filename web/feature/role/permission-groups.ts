import { type PermissionName, permissionNames, reservedPermissions } from '@steward/contract/permission'

/** Which part of the work a permission belongs to, by what stands before its colon. */
const groupOf = {
  build: ['workflow', 'connection', 'variable'],
  operate: ['execution', 'effect', 'query'],
  people: ['member', 'role', 'pod', 'api_key'],
  workspace: ['config', 'audit', 'workspace'],
} as const

export type PermissionGroup = keyof typeof groupOf

const groups = Object.keys(groupOf) as readonly PermissionGroup[]
const thing = (name: PermissionName) => name.split(':')[0] ?? ''

/** Every permission of a workspace in its group. What is of a kind that nobody has sorted yet is shown with the workspace. */
export const permissionGroups: readonly { readonly group: PermissionGroup; readonly names: readonly PermissionName[] }[] =
  groups.map((group) => ({
    group,
    names: permissionNames.filter(
      (name) =>
        name !== 'installation:manage' &&
        group === (groups.find((one) => (groupOf[one] as readonly string[]).includes(thing(name))) ?? 'workspace'),
    ),
  }))

export const isReserved = (name: PermissionName): boolean => reservedPermissions.includes(name)
