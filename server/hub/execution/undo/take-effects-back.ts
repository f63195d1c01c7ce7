import type { UndoEffect, UndoPlan } from '@steward/contract/api/undo'
import type { Scope } from '#db'
import { EffectBook, type LoadedWorkflow, restore, type StartRequest, type Trigger, undoWorkflow } from '#engine/host'
import { executionError } from '../errors.ts'
import { type ExecutionRow, findExecution, isOver } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { readEntries } from '../read-execution.ts'
import { placeOf } from '../replay/recording.ts'
import { undoError } from './errors.ts'
import { type Done, logOfLeft, planUndo, stepsOf, type UndoLine } from './plan-undo.ts'
import { readUndoing, type Undoing, withReceipts } from './read-undoing.ts'
import { undoKey, undoTrigger } from './undo-start.ts'

type Looked = {
  readonly row: ExecutionRow
  readonly trigger: Trigger
  readonly loaded: LoadedWorkflow
  readonly done: Done
  readonly undoing: Undoing
  readonly lines: readonly UndoLine[]
}

/** More are counted and not told one by one. */
const shownMax = 500

/** What could be taken back of an execution, in the order in which it would be, and why the rest could not. */
export async function showUndo(executions: Executions, scope: Scope, id: string): Promise<UndoPlan> {
  const { row, lines, undoing } = await look(executions, scope, id)
  const because = whyNot(row, lines, undoing)
  const count = (state: UndoLine['state']) => lines.filter((line) => line.state === state).length
  return {
    effects: lines.slice(0, shownMax).map(asEffect),
    counts: { ready: count('ready'), undone: count('undone'), undoing: count('undoing'), left: count('left') },
    mayBegin: because === null,
    because: because?.message ?? null,
    executions: [...undoing.executions],
  }
}

export type UndoWish = { readonly id: string; readonly nodes: readonly string[] | undefined }

/** Begins to take back what an execution has done, all of it or what these nodes did; the id of what does it. */
export async function takeEffectsBack(executions: Executions, scope: Scope, { id, nodes }: UndoWish): Promise<string> {
  const looked = await look(executions, scope, id)
  const { row, undoing } = looked
  const refused = whyNot(row, looked.lines, undoing)
  if (refused !== null) throw refused
  const lines = nodes === undefined ? looked.lines : chosen(looked.lines, nodes)
  const request = requestOf(executions, looked, lines, scope.actorId)
  const startKey = undoKey(undoing.last)
  const { started, repeated } = await executions.queue.intake.accept({ ...request, startKey })
  // Somebody else was faster.
  if (repeated) throw undoError.running({ executionId: started.id })
  return started.id
}

/** Refuses to go on from effects that were taken back, or are being taken back. */
export async function refuseTakenBack(executions: Executions, scope: Scope, request: StartRequest): Promise<void> {
  const { kept } = request
  if (kept === undefined) return
  const { places, isForgotten } = await readUndoing({ starts: executions.pool, ...scope }, kept.of ?? '')
  const isGone = kept.restored.state.runs.flat().some(({ node, runIndex }) => {
    const nodeId = request.plan.nodes[node]?.node.id ?? ''
    return places.has(placeOf(nodeId, runIndex))
  })
  if (isGone || (isForgotten && kept.entries.length > 0)) throw undoError.taken_back()
}

async function look(executions: Executions, scope: Scope, id: string): Promise<Looked> {
  const pool = scope.db.pool('execution')
  const row = await findExecution(pool, scope.workspaceId, id)
  if (row === undefined) throw executionError.not_found()
  if (row.mode === 'undo') throw undoError.is_undo()
  const { trigger, entries } = await readEntries(pool, id)
  const loaded = await executions.load(row.workflow_id, row.workflow_version, trigger)
  if (loaded === undefined) throw executionError.workflow_not_found()
  const done: Done = { plan: loaded.plan, state: stateOf(loaded, trigger, entries), effects: new EffectBook(id, entries) }
  const reading = { starts: executions.pool, ...scope }
  const undoing = await readUndoing(reading, id)
  const keys = done.effects.happened.map(({ key }) => key)
  return { row, trigger, loaded, done, undoing, lines: planUndo(done, await withReceipts(reading, undoing.undone, keys)) }
}

function stateOf(loaded: LoadedWorkflow, trigger: Trigger, entries: Parameters<typeof restore>[2]): Done['state'] {
  try {
    return restore(loaded.plan, trigger, entries).state
  } catch (error) {
    throw undoError.unreadable({ reason: error instanceof Error ? error.message : String(error) }, error)
  }
}

function whyNot(row: ExecutionRow, lines: readonly UndoLine[], { open, isForgotten }: Undoing) {
  if (open !== undefined) return undoError.running({ executionId: open.id })
  if (!isOver(row)) return undoError.not_over({ status: row.status })
  if (isForgotten) return undoError.nothing({ reasons: 'What took its effects back before is not kept any more.' })
  if (lines.some(({ state }) => state === 'ready')) return null
  return undoError.nothing({ reasons: reasonsOf(lines) })
}

function chosen(lines: readonly UndoLine[], nodes: readonly string[]): UndoLine[] {
  for (const node of nodes) {
    const own = lines.filter(({ effect }) => effect.nodeId === node)
    if (own.length === 0) throw undoError.node_not_found({ node: node.slice(0, 100) })
    if (!own.some(({ state }) => state === 'ready'))
      throw undoError.node_not_ready({ node: node.slice(0, 100), reasons: reasonsOf(own) })
  }
  const wanted = new Set(nodes)
  return lines.filter(({ effect }) => wanted.has(effect.nodeId))
}

const reasonsOf = (lines: readonly UndoLine[]) =>
  lines.length === 0 ? 'It has changed nothing outside.' : [...new Set(lines.map(({ words }) => words))].slice(0, 5).join(' ')

function requestOf(executions: Executions, looked: Looked, lines: readonly UndoLine[], by: string | null): StartRequest {
  const { row, done } = looked
  const { steps, past } = stepsOf(done, lines)
  const trigger = undoTrigger(looked.trigger, steps)
  const loaded = undoWorkflow(looked.loaded, executions.catalog)
  const first = trigger === undefined ? undefined : loaded.plan.byId.get(trigger.node)
  if (trigger === undefined || first === undefined) throw undoError.nothing({ reasons: reasonsOf(lines) })
  const entries = [...past, ...logOfLeft(lines, executions.nowMs())]
  const kept = { of: row.id, entries, trigger, restored: restore(loaded.plan, trigger, entries) }
  return { ...loaded, trigger: first, items: [], mode: 'undo', createdBy: by, kept }
}

function asEffect({ effect, node, by, state, items, words }: UndoLine): UndoEffect {
  const { key, class: effectClass, target, amount, runIndex, atMs } = effect
  return {
    key,
    nodeId: node.node.id,
    nodeName: node.node.name,
    nodeType: node.node.type,
    runIndex,
    class: effectClass,
    target,
    amount,
    at: new Date(atMs).toISOString(),
    by: by === undefined ? null : { id: by.node.id, name: by.node.name, type: by.node.type },
    items,
    state,
    words,
  }
}
