import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import { appendLines } from './append-lines.ts'
import { erasure } from './chain/chain-line.ts'
import { removePersonalData } from './line.store.ts'
import type { By } from './record.ts'

/**
 * Takes a person's data out of the log for good: from where they acted, and what the lines about them tell. The lines
 * stay, the chains hold, and each of them gets a line that says so in the same transaction: without it what is gone
 * would be taken for a forgery. What is left is the person's id, which means nothing once nobody has it.
 */
export async function erasePerson<Tables>(tx: Transaction<Tables>, by: Omit<By, 'workspaceId'>, personId: string): Promise<void> {
  const workspaces = await removePersonalData(tx, personId)
  const acts = workspaces.map((workspaceId) => ({
    id: newId(),
    workspaceId,
    userId: by.actorId,
    means: by.means ?? 'system',
    // From where it was done is left out: it may be the person who asks for it.
    address: null,
    agent: null,
    at: by.now.toISOString(),
    action: erasure.action,
    resourceType: erasure.resourceType,
    resourceId: personId,
    old: null,
    new: null,
    metadata: null,
  }))
  if (acts.length > 0) await appendLines(tx, acts, by.now)
}
