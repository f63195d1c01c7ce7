import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import { letWait } from '#db'
import { record } from '#hub/audit'
import { tellPeople } from '#hub/profile'
import { digestOf, digestOfLeaves, joinLeaves, lastingOf, splitLeaves } from './lasting-receipt.ts'
import { findWritten, insertBatches, markUndone, type NewReceipt, writeReceipts, type WrittenReceipt } from './receipt.store.ts'

/** Many share a statement, but so few that others get their turn of the loop in between. */
const receiptsPerStatement = 1_000

/**
 * Stores receipts and binds them to the audit logs of their workspaces: one line each, with the digest of what this
 * transaction has written. Told again, or late, a receipt changes nothing.
 */
export async function takeReceipts(tx: Transaction<unknown>, told: readonly NewReceipt[], now: Date): Promise<void> {
  const receipts = joinReceipts(told)
  const batches = new Map(receipts.map((one) => [one.workspace_id, '']))
  for (const workspaceId of batches.keys()) batches.set(workspaceId, newId())
  const written: WrittenReceipt[] = []
  for (let from = 0; from < receipts.length; from += receiptsPerStatement)
    written.push(...(await writeSome(tx, receipts.slice(from, from + receiptsPerStatement), batches)))
  if (written.length === 0) return
  await bind(tx, await withUndone(tx, written, batches), { batches, now })
  await tellOfDoubts(tx, written)
}

/** Of what nobody knows whether it happened, those are told who can say. */
async function tellOfDoubts(tx: Transaction<unknown>, written: readonly WrittenReceipt[]): Promise<void> {
  const doubts = written.filter(({ outcome, execution_id }) => outcome === 'in_doubt' && execution_id !== null)
  for (const own of Map.groupBy(doubts, ({ workflow_id }) => workflow_id).values()) {
    const last = own.at(-1)
    if (last === undefined) continue
    const { workspace_id: workspaceId, workflow_id, workflow_name: workflow, node_name: node, execution_id } = last
    await tellPeople(tx, {
      kind: 'effect_in_doubt',
      workspaceId,
      subject: workflow_id ?? last.id,
      parts: { workflow, node },
      path: `/executions/${execution_id ?? ''}`,
      count: own.length,
      people: [],
      otherwise: 'execution:write',
    })
  }
}

/** One statement can write a row once, and what is told later says all that was told before, but for the request. */
function joinReceipts(told: readonly NewReceipt[]): NewReceipt[] {
  const receipts = new Map<string, NewReceipt>()
  for (const one of told) {
    const before = receipts.get(one.id)
    if (before !== undefined && before.place > one.place) continue
    receipts.set(one.id, before === undefined ? one : { ...one, request: one.request ?? before.request })
  }
  return [...receipts.values()]
}

async function writeSome(
  tx: Transaction<unknown>,
  receipts: readonly NewReceipt[],
  batches: ReadonlyMap<string, string>,
): Promise<WrittenReceipt[]> {
  const given = new Map(receipts.map((one) => [one.id, one]))
  const done = await writeReceipts(tx, receipts, batches)
  const fresh = done.flatMap(({ id, revision }) => {
    const receipt = given.get(id)
    return receipt === undefined || revision > 1 ? [] : [{ ...receipt, revision }]
  })
  // What was there before is joined with what is new, so it is looked at as it stands.
  const again = done.filter(({ revision }) => revision > 1).map(({ id }) => id)
  return again.length === 0 ? fresh : [...fresh, ...(await findWritten(tx, again))]
}

/** Whoever takes something back that went well says so on its receipt too. */
async function withUndone(
  tx: Transaction<unknown>,
  written: readonly WrittenReceipt[],
  batches: ReadonlyMap<string, string>,
): Promise<readonly WrittenReceipt[]> {
  const undone = written.flatMap((one) => {
    const batchId = batches.get(one.workspace_id)
    const isDone = one.outcome === 'completed' || one.outcome === 'happened'
    if (one.undoes === null || !isDone || batchId === undefined) return []
    return [{ id: one.undoes, by: one.id, workspaceId: one.workspace_id, batchId }]
  })
  if (undone.length === 0) return written
  const marked = (await markUndone(tx, undone)).map(({ id }) => id)
  if (marked.length === 0) return written
  const isMarked = new Set(marked)
  return [...written.filter(({ id }) => !isMarked.has(id)), ...(await findWritten(tx, marked))]
}

type Binding = { readonly batches: ReadonlyMap<string, string>; readonly now: Date }

async function bind(tx: Transaction<unknown>, written: readonly WrittenReceipt[], { batches, now }: Binding): Promise<void> {
  const bound = [...Map.groupBy(written, (one) => one.workspace_id)].map(([workspaceId, own]) => {
    const leaves = joinLeaves(own.map((one) => ({ id: one.id, digest: digestOf(lastingOf(one)) })))
    return { id: batches.get(workspaceId) ?? newId(), workspaceId, leaves, digest: digestOfLeaves(leaves) }
  })
  await insertBatches(tx, bound)
  for (const { id, workspaceId, leaves, digest } of bound) {
    const ids = splitLeaves(leaves).map((leaf) => leaf.id)
    await record(
      tx,
      { actorId: null, workspaceId, now },
      {
        action: receiptsWritten,
        resourceType: 'receipt_batch',
        resourceId: id,
        metadata: { count: ids.length, first: ids[0] ?? null, last: ids.at(-1) ?? null, digest },
      },
    )
  }
  // Many effects share a batch because the relay looks once a second; its own lines must not wake it.
  letWait(tx)
}

export const receiptsWritten = 'effect.receipts_written'
