import type { Item } from '@steward/contract/item'
import { advance } from '#engine/core'
import {
  deadlineMs,
  doubtOf,
  dueTask,
  type DurableHost,
  encodeRecord,
  type ExecutionHead,
  happenedRecord,
  type JournalEntry,
  type LoadedWorkflow,
  mayHaveCome,
  restore,
  type Restored,
  resumptionOf,
  running,
  type Standing,
  type Resumption,
  type ResumeRequest,
  type Started,
  triesOf,
  type Trigger,
} from '#engine/host'
import type { Followers } from './across/follow.ts'
import type { Claimed } from './claim.store.ts'

export type DecisionEntry = Extract<JournalEntry, { k: 'decision' }>

/** Finds the version an execution began with; undefined when the workflow is gone. */
export type LoadVersion = (workflowId: string, version: number, trigger?: Trigger) => Promise<LoadedWorkflow | undefined>

export type TakeOver = {
  readonly host: DurableHost
  readonly followers: Pick<Followers, 'serve'>
  readonly load: LoadVersion
  /** Follows an execution that went into the queue, because its limit is used up. */
  readonly requeued?: (claimed: Claimed, answerable: boolean) => Started
  /** Lets it go on waiting: whoever had taken it has not come to store what ended its wait. */
  readonly waitOn: (claimed: Claimed, standing: Standing) => Promise<unknown>
  /** Ends it as failed; `loaded` is the version it was executed with, where there is one. */
  readonly fail: (claimed: Claimed, why: string, loaded?: LoadedWorkflow) => Promise<void>
}

/** Stores entries before anybody is told of them; resolves to the claim as it is afterwards. */
export type StoreEntries = (claimed: Claimed, entries: readonly JournalEntry[]) => Promise<Claimed>

/** Goes on with an execution that this worker has claimed, from where its journal ends. */
export async function takeOver(deps: TakeOver, claimed: Claimed, probe?: ResumeRequest['probe']): Promise<Started | undefined> {
  if (claimed.mustQueue === true) return deps.requeued?.(claimed, false)
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  const { loaded, restored } = prepared
  const wait = claimed.isDue === true ? undefined : waitNotOver(prepared)
  if (wait !== undefined) {
    await deps.waitOn(claimed, wait)
    return undefined
  }
  const request = {
    ...loaded,
    head: claimed.head,
    restored,
    claim: claimOf(claimed),
    overdue: isOverdue(prepared),
    paused: claimed.pauseWanted === true,
    ...(probe === undefined ? {} : { probe }),
  }
  return deps.followers.serve(claimed, (passing) => deps.host.resume({ ...request, ...passing }, waitEnd(prepared)))
}

/** The same, after a call that is already stored has ended a wait; its caller may wait for an answer. */
export async function takeOverWithCall(
  deps: TakeOver,
  claimed: Claimed,
  call: { readonly answerable: boolean },
): Promise<Started | undefined> {
  if (claimed.mustQueue === true) return deps.requeued?.(claimed, call.answerable)
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  const { loaded, restored } = prepared
  const request = { ...loaded, head: claimed.head, restored, claim: claimOf(claimed), answerable: call.answerable }
  return deps.host.resume(request, waitEnd(prepared))
}

/** A person says that the effect in doubt happened: the node is taken as completed with these items, or passes on its input. */
export async function takeOverAsHappened(
  deps: TakeOver & { readonly storeEntries: StoreEntries },
  claimed: Claimed,
  answer: { readonly items: readonly Item[] | undefined; readonly entry: DecisionEntry },
): Promise<Started | undefined> {
  const { items } = answer
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  const { loaded, restored } = prepared
  const open = restored.open.find(({ intent }) => intent?.n === answer.entry.n)
  const intent = open?.intent
  const task = open === undefined ? undefined : dueTask(loaded.plan, restored.state, open.node)
  if (intent === undefined || task === undefined) return undefined
  const record = happenedRecord(restored.state, { intent, task }, items === undefined ? undefined : [items])
  advance(loaded.plan, restored.state, record)
  const stored = await deps.storeEntries(claimed, [answer.entry, encodeRecord(loaded.plan, record)])
  if (claimed.mustQueue === true) return deps.requeued?.(claimed, false)
  const settled: Restored = { ...restored, open: restored.open.filter((one) => one !== open) }
  return deps.followers.serve(claimed, (passing) =>
    deps.host.resume({ ...loaded, head: claimed.head, restored: settled, claim: claimOf(stored), ...passing }),
  )
}

type Prepared = { readonly head: ExecutionHead; readonly loaded: LoadedWorkflow; readonly restored: Restored }

async function prepare(deps: TakeOver, claimed: Claimed): Promise<Prepared | undefined> {
  const { head, entries } = claimed
  const loaded = await deps.load(head.workflowId, head.workflowVersion, head.trigger)
  if (loaded === undefined) {
    await deps.fail(claimed, 'The workflow version this execution began with is gone.')
    return undefined
  }
  try {
    return { head, loaded, restored: restore(loaded.plan, head.trigger, entries) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await deps.fail(claimed, `The execution cannot be continued: ${reason}`, loaded)
    return undefined
  }
}

const claimOf = ({ fence, nextSeq, entries, atMs }: Claimed) => ({
  fence,
  nextSeq,
  entries,
  ...(atMs === undefined ? {} : { atMs }),
})

/**
 * Where the journal of one branch ends in a wait, the wait is over by now: a call was stored, or its time has come. So is a
 * wait for the next try. Of several branches some may go on waiting, which the host finds out.
 */
function waitEnd({ loaded: { plan }, restored }: Prepared): Resumption | undefined {
  const [open] = restored.open
  if (open === undefined || plan.parallel !== undefined) return undefined
  const isBegun = open.wait !== undefined || (open.intent !== undefined && doubtOf(open) === undefined)
  if (!isBegun && triesOf(restored, plan.nodes[open.node]?.node.id ?? '', open.runIndex).length === 0) return undefined
  const task = dueTask(plan, restored.state, open.node)
  return task === undefined ? undefined : resumptionOf(plan, restored, { open, task })
}

/**
 * What an execution taken over from a dead worker still waits for. A call takes
 * an execution before it is stored itself; a worker that dies between the two
 * leaves one that nothing has ended the wait of.
 */
function waitNotOver({ head, loaded: { plan }, restored }: Prepared): Standing | undefined {
  const [open] = restored.open
  if (plan.parallel !== undefined || open?.wait === undefined || open.call !== undefined) return undefined
  const { wait } = open
  // Whether an approval is decided by now the gate knows.
  if (wait.ap !== undefined) return undefined
  const untilMs = Math.min(wait.w.untilMs ?? Number.POSITIVE_INFINITY, deadlineMs(head.startedMs, plan))
  if (wait.over === true || mayHaveCome(untilMs)) return undefined
  const waitUntilMs = Number.isFinite(untilMs) ? untilMs : null
  return { ...running, status: 'waiting', waitUntilMs, waitKind: wait.w.webhook === undefined ? 'timer' : 'webhook' }
}

/** Whether it was not what it waits for that came due, but the end of the workflow's time. */
function isOverdue({ head, loaded, restored }: Prepared): boolean {
  const endMs = deadlineMs(head.startedMs, loaded.plan)
  if (!mayHaveCome(endMs) || restored.open.some(({ call }) => call !== undefined)) return false
  const untilMs = restored.open.flatMap(({ node, runIndex, wait }) => {
    const next = triesOf(restored, loaded.plan.nodes[node]?.node.id ?? '', runIndex).at(-1)?.u
    return wait === undefined ? (next ?? []) : (wait.w.untilMs ?? Number.POSITIVE_INFINITY)
  })
  return untilMs.length > 0 && endMs < Math.min(...untilMs)
}
