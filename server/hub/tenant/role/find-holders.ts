import type { Scope } from '#db'
import { findAdministrators, findAssignedByMember } from '#hub/identity'
import { type Holding, holdingsOf } from '../holding.ts'
import { findManagedPods } from '../pod/pod.store.ts'
import { listStandings } from './holder.store.ts'

/** So many members are looked at when a question is about all of them. */
export const maxHolders = 1_000

export type HolderRow = { readonly userId: string; readonly holdings: readonly Holding[] }

type Held = { readonly holders: HolderRow[]; readonly more: boolean }

/** Everything that the members of the workspace hold, or those that are named: read anew, never from memory. */
export async function findHolders(scope: Scope, userIds?: readonly string[]): Promise<Held> {
  return await holdersOf(scope, userIds, (ids) => findAdministrators(scope.db, ids))
}

/** As `findHolders`, but for what comes with administering the installation: it is about no workspace. */
export async function findHoldersWithin(scope: Scope, userIds?: readonly string[]): Promise<Held> {
  return await holdersOf(scope, userIds, async () => new Set())
}

async function holdersOf(
  scope: Scope,
  userIds: readonly string[] | undefined,
  findAdmins: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<Held> {
  const { db, workspaceId, now } = scope
  const found = await listStandings(db, userIds === undefined ? { workspaceId } : { workspaceId, userIds }, maxHolders + 1)
  const members = found.slice(0, maxHolders)
  const ids = members.map((member) => member.userId)
  const memberIds = members.map((member) => member.memberId)
  const [assigned, managed, administrators] = await Promise.all([
    findAssignedByMember(db, { workspaceId, memberIds, now }),
    findManagedPods(db, { workspaceId, userIds: ids }),
    findAdmins(ids),
  ])
  const pods = Map.groupBy(managed, (one) => one.userId)
  const holders = members.map(({ memberId, userId, role, joinedAt, invitedBy }) => ({
    userId,
    holdings: holdingsOf({
      role,
      joined: { at: joinedAt, by: invitedBy },
      isAdmin: administrators.has(userId),
      assigned: assigned.get(memberId) ?? [],
      managed: pods.get(userId) ?? [],
    }),
  }))
  return { holders, more: found.length > maxHolders }
}
