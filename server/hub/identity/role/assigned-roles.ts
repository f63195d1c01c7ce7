import type { Databases } from '#db'
import { sharedLookup } from '../shared-lookup.ts'
import { type AssignedRole, findAssigned } from './assignment.store.ts'

const lookup = sharedLookup<readonly AssignedRole[]>('identity', 'roles_changed')

/**
 * What a member was given beside their role, from memory where it was asked a moment ago. Some of it may have expired
 * since: whoever makes grants of it compares the times.
 */
export async function assignedRoles(db: Databases, memberId: string, now: Date): Promise<readonly AssignedRole[]> {
  return await lookup.find(db, { key: memberId, now }, () => findAssigned(db, memberId, now))
}

/** To be called after a commit that changed a role or who has it. */
export const forgetRoles = lookup.forget
export const watchRoles = lookup.watch
