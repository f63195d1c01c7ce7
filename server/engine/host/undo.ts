import {
  compilePlan,
  type ExecutionState,
  type NodeCatalog,
  type Plan,
  type PlanNode,
  startInOrder,
  type Task,
} from '#engine/core'
import type { LoadedWorkflow } from './durable-deps.ts'
import type { Standing } from './execution-log.ts'
import type { EffectText } from './gate.ts'
import type { JournalEntry, PastEntry, Trigger, UndoStep } from './journal.ts'
import type { LiveExecution } from './live.ts'

/**
 * A workflow as it is walked to take effects back: no edge leads anywhere, no limit of time or number holds, and what
 * fails stops it. The document keeps its edges, for who looks at it.
 */
export function undoWorkflow(loaded: LoadedWorkflow, catalog: NodeCatalog): LoadedWorkflow {
  const { document } = loaded.plan
  const {
    parallel: _parallel,
    limits: _limits,
    executionTimeoutSeconds: _time,
    onFailure: _then,
    ...settings
  } = document.settings
  const nodes = document.nodes.map((node) => {
    const { onError: _onError, ...kept } = node.settings
    return { ...node, settings: kept }
  })
  const walked = { ...document, nodes, settings }
  const plan = compilePlan({ ...walked, edges: [] }, catalog)
  return { ...loaded, plan: { ...plan, document: walked } }
}

/** Where an execution begins that takes effects back: everything that is to be taken back is due, in its order. */
export function beginUndo(plan: Plan, steps: readonly UndoStep[], entries: readonly JournalEntry[]): ExecutionState {
  const past = Map.groupBy(
    entries.filter((entry) => entry.k === 'past'),
    ({ n }) => n,
  )
  return startInOrder(
    plan,
    steps.map((step) => taskOf(plan, step, past.get(step.of)?.[step.run])),
  )
}

/** The node that takes an effect back is given what its node has put out. */
function taskOf(plan: Plan, { node, of, output, run }: UndoStep, past: PastEntry | undefined): Task {
  const [by, from] = [plan.byId.get(node), plan.byId.get(of)]
  const items = past?.o[output]
  if (by === undefined || from === undefined || items === undefined)
    throw new Error(`What execution ${run} of node ${of} has put out is not there, so ${node} cannot take it back.`)
  return { node: by.index, inputs: [items], sources: [{ node: from.node.name, output, run }] }
}

type Undoing = { readonly trigger: Pick<Trigger, 'undo'>; readonly state: Pick<ExecutionState, 'records'>; readonly plan: Plan }

/** What the node that is executed now takes back; undefined in an execution that takes nothing back. */
export function undoneBy({ trigger, state }: Undoing, { node }: PlanNode): UndoStep | undefined {
  const step = trigger.undo?.[state.records.length]
  return step?.node === node.id ? step : undefined
}

/** Who decides is told that something is taken back, and what. */
export function asUndo(live: LiveExecution, node: PlanNode, text: EffectText): EffectText {
  const step = undoneBy(live, node)
  return step === undefined ? text : { ...text, title: `To take back “${nameOf(live.plan, step)}”: ${text.title}` }
}

/** An end as failed says what was taken back until then, and what was not. */
export function withUndone(undoing: Undoing, end: Standing): Standing {
  const { undo } = undoing.trigger
  if (undo === undefined || end.status !== 'failed') return end
  const { records } = undoing.state
  const done = undo.filter((_, at) => records[at]?.status === 'completed')
  const left = undo.filter((_, at) => records[at]?.status !== 'completed')
  const names = (steps: readonly UndoStep[]) => steps.map((step) => `“${nameOf(undoing.plan, step)}”`)
  return {
    ...end,
    error: `${sentence(end.error ?? 'It failed.')} Taken back: ${listed(names(done))}. Not taken back: ${listed(names(left))}.`,
  }
}

const shownMax = 20

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing'
  const more = names.length - shownMax
  return more > 0 ? `${names.slice(0, shownMax).join(', ')} and ${more} more` : names.join(', ')
}

const sentence = (text: string) => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)

function nameOf(plan: Plan, { of, run }: UndoStep): string {
  const name = plan.byId.get(of)?.node.name ?? of
  return run === 0 ? name : `${name} (${run + 1})`
}
