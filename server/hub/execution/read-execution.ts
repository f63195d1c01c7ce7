import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import type pg from 'pg'
import type { Plan } from '#engine/core'
import {
  doubtOf,
  dueTask,
  type DurableHost,
  type JournalEntry,
  type LoadedWorkflow,
  type LogEntry,
  type Open,
  restore,
  type Restored,
  triesOf,
  type Trigger,
  type TryEntry,
} from '#engine/host'
import { readJournals } from './claim.store.ts'
import { describeOpen, describeRecord, withTries } from './describe.ts'
import { executionError } from './errors.ts'
import { type ExecutionRow, findExecution, isOver, readTrigger, summaryOf } from './execution.store.ts'
import type { LoadVersion } from './take-over.ts'

export type Reading = {
  readonly pool: pg.Pool
  readonly host: DurableHost
  readonly load: LoadVersion
}

/** An execution with its node executions, as far as it is stored; what goes on in this process right now is added. */
export async function readExecution(reading: Reading, workspaceId: string, id: string): Promise<Execution> {
  const told = await tell(reading, workspaceId, id)
  const { plan } = told.loaded
  return {
    summary: summaryOf(told.row),
    document: plan.document,
    nodes: told.nodes(false),
    logs: told.logs.map((entry) => ({
      at: new Date(entry.t).toISOString(),
      level: entry.l,
      message: entry.msg,
      node: entry.n === null ? null : (plan.byId.get(entry.n)?.node.name ?? null),
    })),
  }
}

/** One node execution with all its items. */
export async function readNodeExecution(
  reading: Reading,
  workspaceId: string,
  at: { id: string; index: number },
): Promise<NodeExecution> {
  const told = await tell(reading, workspaceId, at.id)
  const found = told.nodes(true).find((node) => node.index === at.index)
  if (found === undefined) throw executionError.node_not_found()
  return found
}

export async function readEntries(pool: pg.Pool, id: string): Promise<{ trigger: Trigger; entries: JournalEntry[] }> {
  const [trigger, journals] = await Promise.all([readTrigger(pool, id), readJournals(pool, [id])])
  if (trigger === undefined) throw executionError.not_found()
  return { trigger, entries: (journals.get(id) ?? []).flatMap((segment) => segment.entries) }
}

type Told = {
  readonly row: ExecutionRow
  readonly loaded: LoadedWorkflow
  readonly logs: readonly LogEntry[]
  readonly nodes: (whole: boolean) => NodeExecution[]
}

async function tell(reading: Reading, workspaceId: string, id: string): Promise<Told> {
  const row = await findExecution(reading.pool, workspaceId, id)
  if (row === undefined) throw executionError.not_found()
  const { trigger, entries } = await readEntries(reading.pool, id)
  const loaded = await reading.load(row.workflow_id, row.workflow_version, trigger)
  if (loaded === undefined) throw executionError.workflow_not_found()
  const { plan } = loaded
  const restored = restore(plan, trigger, entries)

  const here = reading.host.peek(id)
  if (here !== undefined) {
    const { live, open } = here
    const first = live.state.records.length
    return {
      row: { ...row, status: 'running' },
      loaded,
      logs: restored.logs,
      nodes: (whole) =>
        [
          ...live.state.records.map((record) => describeRecord(plan, record, whole)),
          ...open.map((one, place) => describeOpen(plan, { ...one, index: first + place })),
        ].map((node) => withTries(node, restored)),
    }
  }

  const records = restored.state.records
  const left = restored.open.flatMap((one, place) => {
    const open = openNode(row, one, lastTry(plan, restored, one))
    const task = open === undefined ? undefined : dueTask(plan, restored.state, one.node)
    return open === undefined || task === undefined ? [] : [describeOpen(plan, { ...open, task, index: records.length + place })]
  })
  return {
    row,
    loaded,
    logs: restored.logs,
    nodes: (whole) =>
      [...records.map((record) => describeRecord(plan, record, whole)), ...left].map((node) => withTries(node, restored)),
  }
}

function lastTry(plan: Plan, restored: Restored, { node, runIndex }: Open): TryEntry | undefined {
  return triesOf(restored, plan.nodes[node]?.node.id ?? '', runIndex).at(-1)
}

/** A node an execution rests at: it waits, its effect is in doubt, or it was cut off by a cancellation. */
function openNode(row: ExecutionRow, open: Open, tried: TryEntry | undefined) {
  const { wait, intent } = open
  const over = isOver(row)
  if (wait !== undefined)
    return {
      runIndex: wait.r,
      startedMs: wait.t,
      status: over ? ('cancelled' as const) : ('waiting' as const),
      ...(wait.ap === undefined ? {} : { approvalId: wait.ap }),
    }
  if (intent === undefined && tried !== undefined)
    return { runIndex: tried.r, startedMs: tried.t, status: over ? ('cancelled' as const) : ('waiting' as const) }
  if (intent === undefined) return undefined
  const doubtful = row.in_doubt > 0 && row.status !== 'running' && doubtOf(open) !== undefined
  const status = doubtful ? ('in_doubt' as const) : over ? ('cancelled' as const) : ('running' as const)
  return { runIndex: intent.r, startedMs: intent.t, status, effect: intent.e }
}
