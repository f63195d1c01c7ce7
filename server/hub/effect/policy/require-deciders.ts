import type { Deciders } from '@steward/contract/api/policy'
import type { Scope } from '#db'
import { allSystemRoles, listCustomRoles } from '#hub/identity'
import { listStandings } from '#hub/tenant'
import type { PolicyContent } from './check-policy.ts'
import { policyError } from './errors.ts'

/** Refuses a policy that asks people of whom too few are there to say yes: everything that it asks about would wait for nothing. */
export async function requireDeciders(scope: Scope, { isActive, answer, asking }: PolicyContent): Promise<void> {
  if (!isActive || answer !== 'ask' || asking === null) return
  const { deciders, escalate, quorum } = asking
  if (deciders !== undefined) await requireEnough(scope, deciders, { who: 'deciders', quorum })
  if (escalate !== undefined) await requireEnough(scope, escalate.to, { who: 'those it escalates to', quorum: 1 })
}

async function requireEnough(scope: Scope, named: Deciders, wanted: { who: string; quorum: number }): Promise<void> {
  const { roles = [], people = [], podManagers = false } = named
  // Who has a role, or manages a pod, changes from day to day.
  if (podManagers || (roles.length > 0 && (await isThereAnyRole(scope, roles)))) return
  const members = people.length === 0 ? 0 : await countMembers(scope, people)
  if (members < wanted.quorum) throw policyError.policy_nobody_decides({ ...wanted, members })
}

async function isThereAnyRole({ db, workspaceId }: Scope, names: readonly string[]): Promise<boolean> {
  const known = [...allSystemRoles, ...(await listCustomRoles(db, workspaceId))]
  return known.some(({ name }) => names.includes(name))
}

const countMembers = async ({ db, workspaceId }: Scope, userIds: readonly string[]): Promise<number> =>
  (await listStandings(db, { workspaceId, userIds }, userIds.length)).length
