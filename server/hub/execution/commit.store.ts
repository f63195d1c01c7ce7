import type pg from 'pg'
import type { Change } from '#engine/host'
import { writeByKind } from './change-statement.store.ts'
import { insertPlainEnds, isPlainEnd } from './insert-ended.store.ts'
import { placeFollowers } from './queue/place.store.ts'
import { isNews, tellFailures } from './notify/tell-trouble.store.ts'
import { fileReferences, noteFiles } from './storage/file-references.store.ts'

/**
 * Writes a batch of changes in one transaction; true where a change was taken.
 * To be told when it is written `again` after an unknown outcome: then what is there already is left as it is.
 */
export async function writeChanges(client: pg.ClientBase, batch: readonly Change[], again: boolean): Promise<readonly boolean[]> {
  const followers = batch.filter((change) => change.follows !== undefined)
  const workerId = batch[0]?.workerId
  const isPlain = (change: Change) => !again && change.workerId === workerId && isPlainEnd(change)
  const plain = batch.filter(isPlain)
  const begins = batch.filter((change) => change.insert && change.follows === undefined && !isPlain(change))
  const moves = batch.filter((change) => !change.insert && change.stays !== true)
  const stays = batch.filter((change) => !change.insert && change.stays === true)
  const taken = new Set<Change>(plain)
  const write = async (changes: Parameters<typeof writeByKind>[1]) => {
    for (const change of await writeByKind(client, changes)) taken.add(change)
  }
  const leads = leadsOf(batch)

  // A single statement is a transaction of its own and saves two round trips.
  const files = fileReferences(batch)
  const failed = batch.filter(isNews)
  const single =
    files.length === 0 && failed.length === 0 && followers.length === 0 && (plain.length === 0 || plain.length === batch.length)
  if (!single) await client.query('begin')
  try {
    if (plain.length > 0) await insertPlainEnds(client, plain)
    await write({ begins, moves, stays })
    await write({ begins: followers.filter((change) => taken.has(leads.get(change) ?? change)) })
    await placeFollowers(
      client,
      followers.filter((change) => change.place !== undefined && taken.has(change)),
    )
    await noteFiles(
      client,
      files.filter(({ change }) => taken.has(change)),
    )
    await tellFailures(
      client,
      failed.filter((change) => taken.has(change)),
    )
    if (!single) await client.query('commit')
  } catch (error) {
    if (!single) await client.query('rollback').catch(() => {})
    throw error
  }
  return batch.map((change) => taken.has(change))
}

/** What each follower follows: the change of that execution that came with it, hence last before it. */
function leadsOf(batch: readonly Change[]): Map<Change, Change> {
  const last = new Map<string, Change>()
  const leads = new Map<Change, Change>()
  for (const change of batch) {
    const lead = change.follows === undefined ? undefined : last.get(change.follows)
    if (lead !== undefined) leads.set(change, lead)
    last.set(change.head.id, change)
  }
  return leads
}
