import type { ReplayReport } from '@steward/contract/api/replay'
import {
  createLive,
  drive,
  type DriveHost,
  type ExecutionHead,
  type LiveExecution,
  type LoadedWorkflow,
  noVariables,
  restore,
  type Resumption,
  usesStaticData,
  type Verdict,
} from '#engine/host'
import type { Databases } from '#db'
import { executionError } from '../errors.ts'
import { type ExecutionRow, findExecution } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
import { readEntries } from '../read-execution.ts'
import { compare } from './compare.ts'
import { replayError } from './errors.ts'
import { placeOf, readRecording, type Recording } from './recording.ts'
import { ReplayHost } from './replay-host.ts'

const timeoutSeconds = 30
/** Each of them holds a whole execution in memory, twice. */
const atOnceMax = 2

export type ReplayWish = {
  /** Where the recording is read. */
  readonly db: Databases
  readonly workspaceId: string
  readonly id: string
  /** The newest without it. */
  readonly version: number | undefined
}

let going = 0

/** Executes what is recorded again on another version, in memory, and tells what differs. Calls and stores nothing. */
export async function replayExecution(executions: Executions, wish: ReplayWish): Promise<ReplayReport> {
  if (going >= atOnceMax) throw replayError.busy()
  going += 1
  try {
    return await replay(executions, wish)
  } finally {
    going -= 1
  }
}

async function replay(executions: Executions, wish: ReplayWish): Promise<ReplayReport> {
  const pool = wish.db.pool('execution')
  const row = await findExecution(pool, wish.workspaceId, wish.id)
  if (row === undefined) throw executionError.not_found()
  if (row.mode === 'undo') throw replayError.is_undo()
  if (row.status === 'queued' || row.status === 'running') throw replayError.not_over({ status: row.status })
  const { trigger, entries } = await readEntries(pool, row.id)
  const { before, loaded } = await findVersions(executions, row, { version: wish.version, trigger })
  if (!loaded.plan.byId.has(trigger.node))
    throw replayError.no_start({ version: loaded.workflow.version, node: trigger.node.slice(0, 100) })

  const recording = record(before, trigger, entries)
  const overdue = stopwatch()
  const { environment, variables, io, runCode } = executions.outside
  const head = headOf(row, trigger)
  const host = new ReplayHost({ recording, io, runCode, nowMs: executions.nowMs, overdue })
  // What came before it from an earlier execution is its past here too.
  const past = entries.filter((entry) => entry.k === 'past')
  const live = createLive({
    head,
    loaded,
    state: restore(loaded.plan, trigger, past).state,
    resumeUrl: (id) => executions.resumeUrl(id),
    environment,
  })
  live.variables = (await variables?.(head)) ?? noVariables
  const verdict = await walk(host, live, recording)
  const breathe = async () => {
    const late = overdue()
    if (late !== undefined) throw late
    await host.yield()
  }
  const { state, plan } = live
  const compared = await compare({
    recording,
    oldPlan: before.plan,
    plan,
    records: state.records,
    requests: host.requests,
    breathe,
  })
  const status = { old: row.status, new: statusOf(verdict) }
  const { counts, order } = compared
  return {
    executionId: row.id,
    workflowId: row.workflow_id,
    versions: { old: row.workflow_version, new: loaded.workflow.version },
    same:
      counts.different + counts.onlyOld + counts.onlyNew + counts.requests === 0 && order === null && status.old === status.new,
    status,
    error: state.failure?.error.message ?? null,
    ...compared,
    limits: limitsOf(loaded, host),
  }
}

type Trigger = ExecutionHead['trigger']

async function findVersions(
  executions: Executions,
  row: ExecutionRow,
  { version, trigger }: { readonly version: number | undefined; readonly trigger: Trigger },
): Promise<{ before: LoadedWorkflow; loaded: LoadedWorkflow }> {
  const before = await executions.load(row.workflow_id, row.workflow_version, trigger)
  if (before === undefined) throw executionError.workflow_not_found()
  const wanted = version ?? (await executions.loader.newest(row.workflow_id))?.workflow.version
  const loaded = wanted === undefined ? undefined : await executions.load(row.workflow_id, wanted, trigger)
  if (loaded === undefined) throw replayError.no_version({ version: wanted ?? 0 })
  return { before, loaded }
}

function record({ plan }: LoadedWorkflow, trigger: Trigger, entries: Parameters<typeof readRecording>[2]): Recording {
  try {
    return readRecording(plan, trigger, entries)
  } catch (error) {
    throw replayError.unreadable({ reason: error instanceof Error ? error.message : String(error) }, error)
  }
}

/** Walks through waits as they ended when it was recorded; one that had not ended ends the replay too. */
async function walk(host: ReplayHost, live: LiveExecution, recording: Recording): Promise<Verdict> {
  const tooLong = () => live.abort.abort(replayError.too_long({ seconds: timeoutSeconds }))
  const timer = setTimeout(tooLong, timeoutSeconds * 1000)
  const calls = new Map([...recording.calls].map(([node, items]) => [node, [...items]]))
  try {
    let resumption: Resumption | undefined
    for (;;) {
      const verdict = await drive(host satisfies DriveHost, live, resumption)
      if (verdict.kind === 'aborted') throw verdict.reason
      if (verdict.kind !== 'waiting') return verdict
      const { task, startedMs } = verdict
      const nodeId = live.plan.nodes[task.node]?.node.id ?? ''
      if (!recording.byPlace.has(placeOf(nodeId, live.state.runs[task.node]?.length ?? 0))) return verdict
      const items = calls.get(nodeId)?.shift()
      resumption = { task, startedMs, resume: items === undefined ? { kind: 'timer' } : { kind: 'webhook', items } }
    }
  } finally {
    clearTimeout(timer)
  }
}

function stopwatch(): () => Error | undefined {
  const began = performance.now()
  return () => (performance.now() - began > timeoutSeconds * 1000 ? replayError.too_long({ seconds: timeoutSeconds }) : undefined)
}

function statusOf({ kind }: Verdict): ReplayReport['status']['new'] {
  return kind === 'completed' || kind === 'failed' ? kind : 'waiting'
}

function headOf(row: ExecutionRow, trigger: Trigger): ExecutionHead {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    workflowVersion: row.workflow_version,
    mode: row.mode,
    startedMs: row.started_at.getTime(),
    trigger,
    createdBy: null,
    retryOf: row.retry_of,
    parentId: null,
  }
}

function limitsOf({ plan }: LoadedWorkflow, { requests }: ReplayHost): string[] {
  const unknown = [...requests.values()].filter((one) => one === 'not_recorded').length
  return [
    'Random values are drawn anew, and so are times that code reads from the machine; $now is as it was recorded.',
    'Variables and connections are those of today.',
    ...(usesStaticData(plan)
      ? ['What the workflow keeps across executions is not recorded with each: it begins empty here.']
      : []),
    ...(unknown === 0 ? [] : [`Of ${unknown} effects it is not recorded what they asked for, so that it could not be compared.`]),
    ...(plan.document.settings.parallel === undefined
      ? []
      : ['Branches that go side by side are executed one after another here, and their order is not compared.']),
  ]
}
