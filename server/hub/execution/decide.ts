import type { Item } from '@steward/contract/item'
import { canProbe, type JournalEntry } from '#engine/host'
import { claimWaiting, type Claimed } from './claim.store.ts'
import { endFailed } from './end-failed.ts'
import { executionError } from './errors.ts'
import { findExecution } from './execution.store.ts'
import type { Executions } from './executions.ts'
import { type DecisionEntry, takeOver, takeOverAsHappened } from './take-over.ts'

export type Decision = {
  readonly workspaceId: string
  readonly id: string
  /** The node execution whose effect is in doubt. */
  readonly nodeId: string
  readonly runIndex: number
  readonly decision: 'happened' | 'repeat' | 'stop' | 'probe'
  readonly items?: readonly Record<string, unknown>[]
  readonly reason?: string
  readonly by: string | null
  readonly now: Date
}

/**
 * Answers for an effect in doubt. Of two answers at once one counts: claiming
 * the execution is what decides. The answer is stored before anybody is told.
 */
export async function decide(executions: Executions, decision: Decision): Promise<void> {
  if (decision.decision === 'probe') await requireProbe(executions, decision)
  if (await tell(executions, decision)) return
  const claimed = await executions.worker.claim((client, workerId) => claimWaiting(client, workerId, decision.id, 'decision'))
  if (claimed === undefined) throw executionError.not_in_doubt()
  if (!isInDoubt(claimed.entries, decision)) {
    // Another effect of it is in doubt: it goes back to rest.
    await takeOver(executions, claimed)
    throw executionError.not_in_doubt()
  }
  // A probe makes a call, and that takes a place.
  if (decision.decision === 'probe' && claimed.mustQueue === true) throw executionError.no_place()
  await carryOut(executions, claimed, decision)
  // Who looks at the receipts next should see the answer.
  executions.db.published.wake()
}

/** Heeded where the execution is walked, while other branches of it go on; false where it rests as a whole, or in another process. */
async function tell({ host, db }: Executions, decision: Decision): Promise<boolean> {
  const items = decision.items?.map((json) => ({ json }) as Item)
  const told = await host.tell(decision.id, { entry: entryOf(decision, decision.decision), items })
  if (told !== undefined) db.published.wake()
  return told !== undefined
}

/** Whether the journal leaves open what became of the effect of this node execution. */
function isInDoubt(entries: readonly JournalEntry[], { nodeId, runIndex }: Pick<Decision, 'nodeId' | 'runIndex'>): boolean {
  let open = false
  for (const entry of entries) {
    if (!('r' in entry) || entry.n !== nodeId || entry.r !== runIndex) continue
    if (entry.k === 'intent') open = true
    if (
      entry.k === 'done' ||
      (entry.k === 'decision' && entry.answer === 'repeat') ||
      (entry.k === 'try' && entry.u !== undefined)
    )
      open = false
  }
  return open
}

async function carryOut(executions: Executions, claimed: Claimed, decision: Decision): Promise<void> {
  switch (decision.decision) {
    case 'happened': {
      const items = decision.items?.map((json) => ({ json }) as Item)
      await takeOverAsHappened(executions, claimed, { items, entry: entryOf(decision, 'happened') })
      return
    }
    case 'repeat':
      await takeOver(executions, await executions.storeEntries(claimed, [entryOf(decision, 'repeat')]))
      return
    case 'stop':
      await stop(executions, claimed, decision)
      return
    case 'probe':
      await probed(executions, claimed, decision.by)
  }
}

/** Without a way to ask, nobody is kept waiting for an answer. */
async function requireProbe({ pool, load }: Executions, { workspaceId, id, nodeId }: Decision): Promise<void> {
  const row = await findExecution(pool, workspaceId, id)
  const loaded = row === undefined ? undefined : await load(row.workflow_id, row.workflow_version)
  if (loaded === undefined || !canProbe(loaded.plan, nodeId)) throw executionError.no_probe()
}

/** Resolves when the probe has answered: the execution goes on, or is in doubt as before. */
async function probed(executions: Executions, claimed: Claimed, by: string | null): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    takeOver(executions, claimed, { by, done: (cleared) => (cleared ? resolve() : undefined) }).then(
      // A doubt that stays is stored when the execution rests again; one that cannot go on at all has said so in its own row.
      (started) => (started === undefined ? resolve() : void started.ended.then(() => resolve(), reject)),
      reject,
    )
  })
}

function entryOf({ nodeId, runIndex, by, reason, now }: Decision, answer: string): DecisionEntry {
  return { k: 'decision', t: now.getTime(), n: nodeId, r: runIndex, answer, by, reason: reason ?? null }
}

async function stop(executions: Executions, claimed: Claimed, decision: Decision): Promise<void> {
  const { workflowId, workflowVersion, trigger } = claimed.head
  const loaded = await executions.load(workflowId, workflowVersion, trigger)
  const taken = await endFailed(executions, claimed, {
    error: 'Stopped: nobody could say whether the call went out.',
    errorNode: loaded?.plan.byId.get(decision.nodeId)?.node.name ?? null,
    endedMs: decision.now.getTime(),
    entries: [entryOf(decision, 'stop')],
    loaded,
  })
  if (!taken) throw executionError.taken_elsewhere()
}
