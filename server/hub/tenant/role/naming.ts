import type { Person, Reason, RoleAssignment } from '@steward/contract/api/role'
import type { Databases } from '#db'
import { type AssignedRole, findPeople, findSystemRole } from '#hub/identity'
import type { Holding } from '../holding.ts'
import { listPods } from '../pod/pod.store.ts'

/** Puts names to the ids of people and pods. */
export type Naming = {
  readonly person: (id: string) => Person
  readonly reason: (holding: Holding) => Reason
  readonly assignment: (given: AssignedRole) => RoleAssignment
}

export async function namesFor(
  where: { readonly db: Databases; readonly workspaceId: string },
  userIds: readonly (string | null)[],
): Promise<Naming> {
  const [people, pods] = await Promise.all([
    findPeople(
      where.db,
      userIds.filter((id) => id !== null),
    ),
    listPods(where.db, where),
  ])
  const podNames = new Map(pods.map((pod) => [pod.id, pod.name]))
  const person = (id: string): Person => ({ id, name: people.get(id)?.name ?? '', email: people.get(id)?.email ?? '' })
  const personOrNull = (id: string | null) => (id === null ? null : person(id))
  const podOf = (id: string | null) => (id === null ? null : { id, name: podNames.get(id) ?? '' })
  return {
    person,
    reason: ({ via, roleId, roleName, podId, since, until, by, assignmentId }) => ({
      via,
      role: { id: roleId, name: roleName },
      pod: podOf(podId),
      since: since?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      by: personOrNull(by),
      assignmentId,
    }),
    assignment: ({ id, userId, roleId, roleName, podId, assignedBy, assignedAt, expiresAt }) => ({
      id,
      user: person(userId),
      role: { id: roleId, name: roleName, isSystem: findSystemRole(roleId) !== undefined },
      pod: podOf(podId),
      assignedBy: personOrNull(assignedBy),
      assignedAt: assignedAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    }),
  }
}
