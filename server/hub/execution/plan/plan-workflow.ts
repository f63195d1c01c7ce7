import type { PlannedEffect, WorkflowPlan } from '@steward/contract/api/plan'
import type { Money } from '@steward/contract/api/policy'
import type { Item, JsonObject } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import {
  type LoadedWorkflow,
  planExecution,
  type Planned,
  type PlannedExecution,
  usesStaticData,
  withoutBranches,
} from '#engine/host'
import { compilePlan, type NodeRecord } from '#engine/core'
import type { Gate } from '#hub/effect'
import type { Databases } from '#db'
import { executionError } from '../errors.ts'
import type { Executions } from '../executions.ts'
import { findExecution } from '../execution.store.ts'
import { readEntries } from '../read-execution.ts'
import { findEarlier } from '../partial/find-earlier.ts'
import { type PartialStart, partialStart } from '../partial/partial-start.ts'
import { placeOf, readRecording, type Recording } from '../replay/recording.ts'
import { asAction } from '../approval/effect-gate.ts'
import { planError } from './errors.ts'

export type PlanWish = {
  readonly db: Databases
  readonly workspaceId: string
  readonly actorId: string | null
  /** Of the workflow; undefined for a document that is not stored. */
  readonly id: string | undefined
  /** In place of what is stored. */
  readonly document: WorkflowDocument | undefined
  readonly trigger: string | undefined
  readonly items: readonly JsonObject[] | undefined
  /** The execution whose effects tell what effects give. */
  readonly recording: string | undefined
  /** Id of the node that a part of it leads to. */
  readonly until?: string
  readonly only?: boolean
  readonly from?: { readonly executionId: string }
}

/** Each of them holds a whole execution in memory, and reads. */
const atOnceMax = 4
let going = 0

/** Works out what an execution would do, and what the policies of now say to each effect. */
export async function planWorkflow(executions: Executions, gate: Gate, wish: PlanWish): Promise<WorkflowPlan> {
  if (going >= atOnceMax) throw planError.plans_busy()
  going += 1
  try {
    const loaded = await load(executions, wish)
    const recorded = wish.recording ?? wish.from?.executionId
    const recording = recorded === undefined ? undefined : await findRecording(executions, wish, recorded)
    const part = await findPart(executions, wish, loaded)
    const planned = await plan(executions, wish, { gate, loaded, recording, part })
    const judged = await judge(gate, { planned, loaded, isRecorded: recording !== undefined, now: new Date(executions.nowMs()) })
    return part === undefined ? judged : { ...judged, reused: [...part.reused] }
  } finally {
    going -= 1
  }
}

async function load(executions: Executions, { id, workspaceId, document }: PlanWish): Promise<LoadedWorkflow> {
  const stored = id === undefined ? undefined : await executions.loader.newest(id)
  if (id !== undefined && stored?.workflow.workspaceId !== workspaceId) throw executionError.workflow_not_found()
  if (document === undefined) {
    if (stored === undefined) throw executionError.workflow_not_found()
    return stored
  }
  const workflow = stored?.workflow ?? { id: notStored, workspaceId, name: document.name, version: 0, active: false }
  return {
    workflow: { ...workflow, name: document.name },
    plan: compilePlan(document, executions.catalog),
    timezone: document.settings.timezone ?? stored?.timezone ?? executions.timezone,
  }
}

/** No workflow has it. */
const notStored = '00000000-0000-0000-0000-000000000000'

async function findRecording(executions: Executions, { db, workspaceId, id }: PlanWish, executionId: string): Promise<Recording> {
  const pool = db.pool('execution')
  const row = await findExecution(pool, workspaceId, executionId)
  if (row === undefined || row.workflow_id !== id) throw executionError.not_found()
  const { trigger, entries } = await readEntries(pool, row.id)
  const before = await executions.load(row.workflow_id, row.workflow_version, trigger)
  if (before === undefined) throw executionError.workflow_not_found()
  return readRecording(before.plan, trigger, entries)
}

/** What is executed, and what it begins with, where it is a part of the workflow. */
async function findPart(executions: Executions, wish: PlanWish, loaded: LoadedWorkflow): Promise<PartialStart | undefined> {
  const { db, workspaceId, id, until, only = false, from, trigger, items } = wish
  const { catalog } = executions
  if (until === undefined) {
    if (only || from !== undefined) throw executionError.needs_until()
    return undefined
  }
  const isStored = from !== undefined && id !== undefined
  const earlier = isStored ? await findEarlier(executions, { db, workspaceId, workflowId: id, id: from.executionId }) : undefined
  return partialStart({
    loaded: { ...loaded, plan: withoutBranches(loaded.plan, catalog) },
    catalog,
    until,
    only,
    trigger,
    items: items?.map((json): Item => ({ json })),
    usePins: true,
    earlier,
  })
}

type About = {
  readonly loaded: LoadedWorkflow
  readonly recording: Recording | undefined
  readonly part: PartialStart | undefined
}

async function plan(
  executions: Executions,
  wish: PlanWish,
  { gate, loaded, recording, part }: About & { readonly gate: Gate },
): Promise<PlannedExecution> {
  const { environment, variables, io, runCode } = executions.outside
  const { places, catalog } = executions
  try {
    return await planExecution(
      {
        catalog,
        environment,
        variables,
        runCode,
        io: (live, node, one) => io(live, node, one.abort, 'plan'),
        findCallee: (caller, workflow) => executions.findCallee(caller, workflow),
        ...places,
        mayRead: async (action) => (await previewOf(gate, action, new Date(executions.nowMs()))).answer === 'allow',
      },
      {
        loaded: part ?? loaded,
        trigger: part?.trigger.node.name ?? wish.trigger,
        items: part?.items ?? wish.items?.map((json): Item => ({ json })) ?? [{ json: {} }],
        ...(part === undefined ? {} : { kept: part.kept }),
        requesterId: wish.actorId,
        assumed: (nodeId, runIndex) => givenBy(recording?.byPlace.get(placeOf(nodeId, runIndex))),
      },
    )
  } catch (error) {
    throw (error as Error).name === 'NodeError' ? planError.cannot_plan({ reason: (error as Error).message }, error) : error
  }
}

/** What ended the recorded execution by its failure says nothing of what it gives when it goes well. */
function givenBy(record: NodeRecord | undefined): NodeRecord['outputs'] | undefined {
  return record?.status === 'failed' && record.outputs.length === 0 ? undefined : record?.outputs
}

type Judged = {
  readonly planned: PlannedExecution
  readonly loaded: LoadedWorkflow
  readonly isRecorded: boolean
  readonly now: Date
}

async function judge(gate: Gate, judged: Judged): Promise<WorkflowPlan> {
  const { planned, now } = judged
  const effects: PlannedEffect[] = []
  for (const one of planned.effects) effects.push(await asAnswer(gate, one, now))
  const count = (answer: PlannedEffect['answer']) => effects.filter((one) => one.answer === answer).length
  return {
    status: planned.status,
    error: planned.error,
    effects,
    reads: [...planned.reads],
    notReached: [...planned.notReached],
    totals: {
      allowed: count('allow'),
      asked: count('ask'),
      denied: count('deny'),
      amounts: sumsOf(effects.map((one) => one.amount)),
      costs: sumsOf(effects.map((one) => one.cost)),
    },
    limits: limitsOf(judged),
  }
}

async function asAnswer(gate: Gate, { action, text, isCertain }: Planned, now: Date): Promise<PlannedEffect> {
  const { answer, policies, asks } = await previewOf(gate, action, now)
  const { nodeId, nodeName, runIndex, class: effect, environment, nodeType, target, workflow, amount, cost } = action
  const { connection } = action
  return {
    nodeId,
    nodeName,
    runIndex,
    workflowName: workflow.name,
    class: effect,
    environment,
    connector: nodeType,
    connection: connection === null ? null : { kind: connection.kind, id: connection.id, name: connection.name },
    target,
    title: text.title,
    payload: text.payload,
    risk: { level: text.risk.level, reasons: [...text.risk.reasons] },
    amount,
    cost,
    answer,
    policies: [...policies],
    asks: [...asks],
    isCertain,
  }
}

/** Policies look at what it is, not at which exact one. */
const previewOf = async (gate: Gate, action: Planned['action'], now: Date) =>
  await gate.preview(asAction({ ...action, hash: '0'.repeat(64) }, now))

/** One per currency, in the order in which they come. */
function sumsOf(amounts: readonly (Money | null)[]): Money[] {
  const sums = new Map<string, bigint>()
  for (const amount of amounts)
    if (amount !== null) sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + BigInt(amount.minor))
  return [...sums].map(([currency, minor]) => ({ minor: minor.toString(), currency }))
}

function limitsOf({ planned, loaded, isRecorded }: Omit<Judged, 'now'>): string[] {
  const isGuessed = planned.effects.some((one) => !one.isCertain)
  return [
    ...(isGuessed
      ? [
          isRecorded
            ? 'Where the recorded execution does not tell what an effect gives, one empty item for each that it is given is taken for it.'
            : 'What an effect gives is not known before it happened: one empty item for each that it is given is taken for it, so what comes after it may turn out otherwise.',
        ]
      : []),
    ...(usesStaticData(loaded.plan) ? ['What the workflow keeps across executions is taken to be empty.'] : []),
    ...(planned.status === 'waiting' ? ['It waits for a call from outside; what follows that is not planned.'] : []),
  ]
}
