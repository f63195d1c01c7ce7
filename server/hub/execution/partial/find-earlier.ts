import { type JournalEntry, restore, type Trigger } from '#engine/host'
import type { Databases } from '#db'
import { executionError } from '../errors.ts'
import { findExecution } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { readEntries } from '../read-execution.ts'
import { placeOf } from '../replay/recording.ts'
import { undoError } from '../undo/errors.ts'
import { readUndoing } from '../undo/read-undoing.ts'
import type { Pins } from './fresh-nodes.ts'
import type { EarlierExecution } from './partial-start.ts'

type Reading = { readonly db: Databases; readonly workspaceId: string }
type Wanted = Reading & { readonly workflowId: string; readonly id: string }

/** The execution that outputs are to be taken from. It must have come to rest, or what it does would be done beside it. */
export async function findEarlier(executions: Executions, wanted: Wanted): Promise<EarlierExecution> {
  const { db, workspaceId, workflowId, id } = wanted
  const pool = db.pool('execution')
  const row = await findExecution(pool, workspaceId, id)
  if (row === undefined || row.workflow_id !== workflowId || row.mode === 'undo') throw executionError.not_found()
  if (row.status === 'queued' || row.status === 'running') throw executionError.still_going({ status: row.status })
  const { trigger, entries } = await readEntries(pool, id)
  const loaded = await executions.load(row.workflow_id, row.workflow_version, trigger)
  if (loaded === undefined) throw executionError.workflow_not_found()
  const { plan } = loaded
  const pins = trigger.pins === true ? (plan.document.pins as Pins) : undefined
  const takenBack = await findTakenBack(executions, wanted, { id, trigger, entries })
  return { id, trigger, plan, pins, state: restore(plan, trigger, entries).state, takenBack }
}

type Known = { readonly id: string; readonly trigger: Trigger; readonly entries: readonly JournalEntry[] }

/** Effects that were taken back since, by `placeOf`, also where the execution has taken over itself what had them. */
async function findTakenBack(executions: Executions, reading: Reading, known: Known): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  let inherited: ReadonlySet<string> | undefined
  let one: Known | undefined = known
  while (one !== undefined) {
    const { places, isForgotten } = await readUndoing({ ...reading, starts: executions.pool }, one.id)
    if (isForgotten) throw undoError.taken_back()
    for (const place of places) if (inherited?.has(place) ?? true) found.add(place)

    inherited = takenOver(one, inherited)
    const from: string | undefined = inherited.size === 0 ? undefined : one.trigger.partial?.from
    one = from === undefined ? undefined : await readKnown(reading, from)
  }
  return found
}

/** What it has taken over in turn, of these places. */
function takenOver({ entries }: Known, of: ReadonlySet<string> | undefined): ReadonlySet<string> {
  const places = entries.flatMap((entry) => (entry.k === 'given' || entry.k === 'past' ? placeOf(entry.n, entry.r) : []))
  return new Set(places.filter((place) => of?.has(place) ?? true))
}

/** Undefined where it is not kept any more; nobody can take its effects back then either. */
async function readKnown({ db, workspaceId }: Reading, id: string): Promise<Known | undefined> {
  const pool = db.pool('execution')
  if ((await findExecution(pool, workspaceId, id)) === undefined) return undefined
  return { id, ...(await readEntries(pool, id)) }
}
