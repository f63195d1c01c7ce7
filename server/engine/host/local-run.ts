import type { Item, JsonValue } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import type { ExecutionMode, NodeIo, NodeWait } from '@steward/sdk/node'
import { newId } from '#base/id'
import {
  type NodeCatalog,
  compilePlan,
  describeFailure,
  type NodeFailure,
  type NodeRecord,
  oneByOne,
  type PlanNode,
  startNode,
  startState,
} from '#engine/core'
import { readInlineWorkflow } from '#engine/document'
import type { CodeRunner } from '#engine/worker'
import { AbortSwitch } from './abort-switch.ts'
import { type BranchHost, Branches } from './branches.ts'
import { drive, type Resumption, type Verdict } from './drive.ts'
import { noVariables } from './hide.ts'
import { AboutExecution, type LiveExecution } from './live.ts'

/** What an execution in this process may use of the outside. */
export type LocalOutside = {
  readonly catalog: NodeCatalog
  readonly timezone: string
  readonly environment: Readonly<Record<string, string>>
  /** Everything of `NodeIo` but the calls of other workflows and the answer to a webhook, which are told here. */
  io(live: LiveExecution, node: PlanNode, abort: AbortSwitch): Omit<NodeIo, 'callWorkflow' | 'respond' | 'stream' | 'runCode'>
  runCode: CodeRunner['run']
  /** A workflow by id, where there is a place to look. */
  findWorkflow(id: string): WorkflowDocument | undefined
}

export type LocalStart = {
  readonly document: WorkflowDocument
  /** Items the trigger gives; one empty item when left out. */
  readonly items?: readonly Item[]
  readonly mode?: ExecutionMode
  readonly trigger?: string
  /** How long a wait may last before the execution ends as `waiting`. */
  readonly maxWaitMs: number
  readonly usePins?: boolean
}

export type LocalResult = {
  readonly status: 'completed' | 'failed' | 'waiting' | 'cancelled'
  readonly live: LiveExecution
  readonly error: (NodeFailure & { readonly node: string | null }) | null
  /** What a respond node answered, where one did. */
  readonly answer: JsonValue | undefined
}

/** Runs a workflow in this process with nothing stored: no server, no database. */
export async function runLocally(outside: LocalOutside, start: LocalStart, depth = 0): Promise<LocalResult> {
  const plan = compilePlan(start.document, outside.catalog)
  const first = start.trigger === undefined ? startNode(plan) : plan.byName.get(start.trigger)
  const id = newId()
  const items = start.items ?? [{ json: {} }]
  const live: LiveExecution = {
    id,
    plan,
    state: startState(plan, first?.index ?? 0, items),
    workflow: { id: 'local', workspaceId: 'local', name: start.document.name, version: 1, active: false },
    trigger: { node: first?.node.id ?? '', items },
    parentId: null,
    requesterId: null,
    mode: start.mode ?? 'manual',
    pins: start.usePins === true ? (start.document.pins as Readonly<Record<string, readonly Item[]>> | undefined) : undefined,
    timezone: start.document.settings.timezone ?? outside.timezone,
    about: {
      workflow: {
        id: 'local',
        name: start.document.name,
        active: false,
        timezone: start.document.settings.timezone ?? outside.timezone,
      },
      execution: new AboutExecution(id, () => 'http://localhost/webhook-waiting'),
    },
    variables: noVariables,
    environment: outside.environment,
    staticData: { workflow: {}, nodes: {} },
    abort: new AbortSwitch(),
  }
  if (first === undefined) {
    return { status: 'failed', live, answer: undefined, error: { message: 'The workflow has no node to start at.', node: null } }
  }

  const answers: JsonValue[] = []
  const host = { ...localHost(outside, answers, depth), patienceMs: start.maxWaitMs }
  const seconds = start.document.settings.executionTimeoutSeconds
  const timer =
    seconds === undefined || seconds <= 0
      ? undefined
      : setTimeout(() => live.abort.abort(new Error(`The workflow took longer than its ${seconds} s.`)), seconds * 1000)
  try {
    const verdict = await driveThroughWaits(host, live, start.maxWaitMs)
    return {
      status: statusOf(verdict),
      live,
      error: errorOf(live, verdict),
      answer: answers[0],
    }
  } finally {
    clearTimeout(timer)
  }
}

function statusOf({ kind }: Verdict): LocalResult['status'] {
  if (kind === 'resting') return 'waiting'
  return kind === 'completed' || kind === 'waiting' ? kind : 'failed'
}

async function driveThroughWaits(host: BranchHost, live: LiveExecution, maxWaitMs: number): Promise<Verdict> {
  if (live.plan.parallel !== undefined) return new Branches(host, live).walk()
  let resumption: Resumption | undefined
  for (;;) {
    const verdict = await drive(host, live, resumption)
    if (verdict.kind !== 'waiting') return verdict
    const waitMs = remaining(verdict.wait, host.nowMs())
    if (waitMs === undefined || waitMs > maxWaitMs) return verdict
    await host.sleep(waitMs, live.abort.signal)
    resumption = afterWait(verdict)
  }
}

function afterWait({ task, startedMs, tried, overdue }: Extract<Verdict, { kind: 'waiting' }>): Resumption {
  if (tried !== undefined) return { task, startedMs, tried: [tried] }
  return { task, startedMs, ...(overdue === undefined ? { resume: { kind: 'timer' } } : { overdue }) }
}

const remaining = (wait: NodeWait, nowMs: number) => (wait.untilMs === undefined ? undefined : Math.max(0, wait.untilMs - nowMs))

function localHost(outside: LocalOutside, answers: JsonValue[], depth: number): Omit<BranchHost, 'patienceMs'> {
  return {
    nowMs: () => Date.now(),
    sleep,
    yield: yieldLoop,
    started: () => {},
    recorded: () => {},
    lingers: () => {},
    pausing: () => undefined,
    rests: () => {},
    // Nobody is here to ask, so what nobody can know has failed.
    clear: (_live, _task, why) => Promise.reject(why as Error),
    tried: () => {},
    runCode: outside.runCode,
    // There is no gate here: who runs a file by hand is who does what it does.
    intend: async () => undefined,
    io: (live, node, { abort }) => ({
      ...outside.io(live, node, abort),
      respond: async (answer) => {
        if (answers.length > 0) return false
        answers.push(answer.body ?? null)
        return true
      },
      stream: async () => false,
      callWorkflow: (call) => callLocally(outside, call, depth),
    }),
  }
}

async function callLocally(
  outside: LocalOutside,
  call: Parameters<NodeIo['callWorkflow']>[0],
  depth: number,
): Promise<readonly Item[]> {
  if (depth >= 50) throw new Error('Workflows call each other more than 50 deep.')
  const document =
    'document' in call.workflow ? inlineDocument(call.workflow.document, outside) : outside.findWorkflow(call.workflow.id)
  if (document === undefined) {
    throw new Error(
      `The workflow "${'id' in call.workflow ? call.workflow.id : ''}" is not here. Run the folder that holds it too, or choose another one in the node.`,
    )
  }
  const plan = compilePlan(document, outside.catalog)
  const entry = plan.nodes.find((node) => node.definition?.trigger === 'subworkflow' && node.node.settings.disabled !== true)
  const start = {
    document,
    items: call.items,
    mode: 'subworkflow' as const,
    maxWaitMs: 65_000,
    ...(entry === undefined ? {} : { trigger: entry.node.name }),
  }
  const result = await runLocally(outside, start, depth + 1)
  if (result.status !== 'completed')
    throw new Error(result.error?.message ?? `The called workflow "${document.name}" ended as ${result.status}.`)
  return lastItems(result.live)
}

function inlineDocument(value: unknown, outside: LocalOutside): WorkflowDocument {
  const read = readInlineWorkflow(value, outside.catalog)
  if ('problem' in read) throw new Error(read.problem)
  return read.document
}

/** Items of the node that was executed last: what a workflow gives to whoever called it. */
export function lastItems(live: LiveExecution): readonly Item[] {
  const last = recordsInOrder(live).at(-1)
  return last?.outputs.find((items) => items.length > 0) ?? last?.outputs[0] ?? []
}

/** Everything that was executed, in an order that no clock has a part in, although branches may have gone side by side. */
export function recordsInOrder({ plan, state }: LiveExecution): readonly NodeRecord[] {
  if (state.parallel === undefined) return state.records
  const { records } = oneByOne(plan, state)
  // Where one failed, others may have been under way that would never have begun.
  const told = new Set(records)
  const besides = state.records.filter((record) => !told.has(record))
  return [...records, ...besides.sort((a, b) => a.node - b.node || a.runIndex - b.runIndex)]
}

function errorOf(live: LiveExecution, verdict: Verdict): LocalResult['error'] {
  if (verdict.kind === 'doubtful')
    return { ...describeFailure(verdict.doubt), node: live.plan.nodes[verdict.task.node]?.node.name ?? null }
  if (verdict.kind === 'aborted')
    return { message: verdict.reason instanceof Error ? verdict.reason.message : String(verdict.reason), node: null }
  const { failure } = live.state
  return failure === undefined ? null : { ...failure.error, node: live.plan.nodes[failure.node]?.node.name ?? null }
}

/** Resolves in the next turn of the loop. */
export function yieldLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Resolves after the time, or rejects at once when the signal is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
