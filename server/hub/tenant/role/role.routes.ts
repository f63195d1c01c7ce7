import * as contract from '@steward/contract/api/role'
import { permissionNames, permissions, reservedPermissions } from '@steward/contract/permission'
import type { Scope } from '#db'
import { route, type Route } from '#http'
import {
  allSystemRoles,
  changeRole,
  createRole,
  deleteRole,
  endAssignment,
  identityError,
  listAssigned,
  listCustomRoles,
  type RoleRow,
} from '#hub/identity'
import { assignToMember } from './assign-to-member.ts'
import { explainPermission, listPermissionHolders, listRoleHolders } from './explain-permission.ts'
import { findHolders } from './find-holders.ts'
import { giverOf } from './giver-of.ts'
import { isInForce } from '../holding.ts'
import { namesFor } from './naming.ts'

export const roleRoutes: readonly Route[] = [
  route(contract.listPermissions, () => ({
    items: permissionNames.map((name) => ({ name, text: permissions[name], reserved: reservedPermissions.includes(name) })),
  })),

  route(contract.explainPermission, ({ scope, actor, query }) =>
    explainPermission(scope, query.userId ?? actor.userId, { permission: query.permission, podId: query.podId ?? null }),
  ),

  route(contract.listHolders, ({ scope, query }) =>
    listPermissionHolders(scope, { permission: query.permission, podId: query.podId ?? null }),
  ),

  route(contract.listRoles, async ({ scope }) => {
    const [roles, people] = await Promise.all([allRoles(scope), countPeople(scope)])
    return { items: roles.map((role) => asAnswer(role, people.get(role.id) ?? 0)) }
  }),

  route(contract.listRoleHolders, async ({ scope, params }) => {
    const roles = await allRoles(scope)
    if (!roles.some(({ id }) => id === params.id)) throw identityError.role_not_found()
    return await listRoleHolders(scope, params.id)
  }),

  route(contract.createRole, async (call) => {
    const { name, description = null, permissions: wanted } = call.body
    return asAnswer(await createRole(await giverOf(call), { name, description, permissions: wanted }), 0)
  }),

  route(contract.changeRole, async (call) => {
    const role = await changeRole(await giverOf(call), { ...call.body, roleId: call.params.id })
    return asAnswer(role, (await countPeople(call.scope)).get(role.id) ?? 0)
  }),

  route(contract.deleteRole, async (call) => {
    await deleteRole(await giverOf(call), call.params.id)
  }),

  route(contract.listRoleAssignments, async ({ scope, query }) => {
    const { limit = 50, ...filter } = query
    const { workspaceId, now } = scope
    const rows = await listAssigned(scope.db, { ...filter, workspaceId, now, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const names = await namesFor(
      scope,
      page.flatMap((row) => [row.userId, row.assignedBy]),
    )
    return { items: page.map(names.assignment), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
  }),

  route(contract.assignRole, async (call) => {
    const { userId, roleId, podId = null, expiresAt } = call.body
    const until = expiresAt === undefined ? null : new Date(expiresAt)
    const given = await assignToMember(await giverOf(call), { userId, roleId, podId, expiresAt: until })
    const names = await namesFor(call.scope, [given.userId, given.assignedBy])
    return names.assignment(given)
  }),

  route(contract.endRoleAssignment, async (call) => {
    await endAssignment(await giverOf(call), call.params.id)
  }),
]

async function allRoles({ db, workspaceId }: Scope): Promise<RoleRow[]> {
  return [...allSystemRoles, ...(await listCustomRoles(db, workspaceId))]
}

/** How many people have each role now, each counted once. */
async function countPeople(scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { holders } = await findHolders(scope)
  const counts = new Map<string, number>()
  for (const { holdings } of holders) {
    const ids = holdings.filter((one) => isInForce(one, scope.now)).flatMap(({ roleId }) => (roleId === null ? [] : [roleId]))
    for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function asAnswer(role: RoleRow, people: number): contract.Role {
  return { ...role, permissions: [...role.permissions], people }
}
