import type { Document } from 'mongodb'
import type { ChangedRow } from '../target.ts'
import { TargetError } from '../target.ts'
import { exactText, fromExactJson } from './json.ts'
import { bounded, faithful, inTransaction, type Unit } from './run/unit.ts'

export type Undone = { readonly undone: number; readonly conflicts: readonly ChangedRow[] }

/** Takes changes back, the last one first, where the document is still exactly as it was left. The others are not touched. */
export async function undoChanges(
  unit: Unit,
  changes: readonly ChangedRow[],
  beforeCommit?: () => Promise<void>,
): Promise<Undone> {
  unit.book.assertRoom(changes.length)
  return inTransaction(unit, async () => {
    const conflicts: ChangedRow[] = []
    let undone = 0
    for (const change of [...changes].reverse()) {
      if (await undoOne(unit, change)) undone += 1
      else conflicts.unshift(change)
    }
    await beforeCommit?.()
    return { undone, conflicts }
  })
}

async function undoOne(unit: Unit, change: ChangedRow): Promise<boolean> {
  if (!('_id' in change.key)) throw new TargetError('undo', 'A change of a document is known by its _id, and this one has none.')
  const collection = unit.db.collection<Document>(change.table)
  const { _id: id } = fromExactJson(change.key) as { _id: unknown }
  const current = await collection.findOne({ _id: id } as Document, faithful(unit))
  const after = change.after === null ? null : fromExactJson(change.after)
  if ((current === null) !== (after === null)) return false
  if (current !== null && exactText(current) !== exactText(after)) return false
  const before = change.before === null ? null : fromExactJson(change.before)
  // The condition says once more what was seen, for servers without transactions.
  const asSeen = after === null ? {} : { _id: id, $expr: { $eq: ['$$ROOT', { $literal: after }] } }
  unit.doubt.isInDoubt = !unit.isTransactional
  const isDone = await put(unit, { collection: change.table, asSeen, before, isThere: current !== null })
  unit.doubt.isInDoubt = false
  unit.doubt.isPartial = !unit.isTransactional && (unit.doubt.isPartial || isDone)
  return isDone
}

type Put = { readonly collection: string; readonly asSeen: Document; readonly before: Document | null; readonly isThere: boolean }

async function put(unit: Unit, { collection: name, asSeen, before, isThere }: Put): Promise<boolean> {
  const collection = unit.db.collection<Document>(name)
  if (before === null) return !isThere || (await collection.deleteOne(asSeen, bounded(unit))).deletedCount === 1
  if (isThere) return ((await collection.replaceOne(asSeen, before, bounded(unit))) as Document)['matchedCount'] === 1
  try {
    await collection.insertOne(before, bounded(unit))
    return true
  } catch (error) {
    const isTaken = (error as { code?: unknown }).code === 11000
    if (isTaken && unit.isTransactional)
      throw new TargetError(
        'undo',
        `A document that would come back to ${name} clashes with one that is there now. Nothing was taken back.`,
        { cause: error },
      )
    if (isTaken) return false
    throw error
  }
}
