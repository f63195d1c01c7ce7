import type { NodeWait } from '@steward/sdk/node'
import { describeFailure, type PlanNode, type Task } from '#engine/core'
import type { NodeRest } from './attempt.ts'
import { Cancelled, Draining, LeaseLost, Paused } from './abort-reason.ts'
import type { Verdict } from './drive.ts'
import type { DurableDeps } from './durable-deps.ts'
import { type Change, running, type Standing } from './execution-log.ts'
import type { Held } from './held.ts'
import type { WaitEntry } from './journal.ts'
import { usesStaticData } from './live.ts'
import { lastItems } from './local-run.ts'
import type { Resting } from './resting.ts'
import type { Ended } from './started.ts'
import { deadlineMs } from './time-limit.ts'
import { withUndone } from './undo.ts'

/** What it takes to bring an execution to rest. */
export type Settling = {
  readonly deps: DurableDeps
  readonly resting: Resting
  /** Set while the process is going down. */
  readonly pausing: () => Draining | undefined
}

/** Stores how the walk of an execution came to rest, then tells those who wait to hear of it. */
export async function settle(settling: Settling, held: Held, verdict: Verdict): Promise<void> {
  switch (verdict.kind) {
    case 'completed':
      return end(settling, held, { ...running, status: 'completed', endedMs: Date.now() })
    case 'failed': {
      const failure = held.live.state.failure
      const node = failure === undefined ? undefined : held.live.plan.nodes[failure.node]?.node.name
      return end(settling, held, {
        ...running,
        status: 'failed',
        endedMs: Date.now(),
        error: failure?.error.message ?? null,
        errorNode: node ?? null,
      })
    }
    case 'waiting':
      return rest(settling, held, verdict)
    case 'doubtful':
      return doubt(settling, held, verdict)
    case 'resting':
      return restAll(settling, held, verdict)
    case 'aborted':
      return stop(settling, held, verdict.reason)
  }
}

/** An effect of it may have happened or not: it is not made again before a person has said which. */
async function doubt(
  settling: Settling,
  held: Held,
  { task, doubt: why }: Extract<Verdict, { kind: 'doubtful' }>,
): Promise<void> {
  noteDoubt(held, task, why)
  const standing: Standing = { ...running, status: 'waiting', waitKind: 'decision', inDoubt: 1 }
  release(settling, held, { taken: await held.log.commit(standing), standing })
}

/** Tells people that somebody has to find out. */
export function noteDoubt({ live, log }: Held, task: Task, why: unknown): void {
  const { node } = live.plan.nodes[task.node] as PlanNode
  const msg = `Whether "${node.name}" has done what it does is not known: ${why === undefined ? 'the process ended.' : describeFailure(why).message}`
  log.append({ k: 'log', t: Date.now(), n: node.id, l: 'warn', msg })
}

async function end(settling: Settling, held: Held, reached: Standing): Promise<void> {
  const { deps } = settling
  const { live, log } = held
  const standing = withUndone(live, reached)
  if (usesStaticData(live.plan)) await deps.saveStaticData(live)
  const followers = standing.status === 'failed' ? await followersOf(deps, held, standing) : []
  const taken = await log.commit(standing, followers.length === 0 ? {} : { together: followers })
  if (taken) abandonQuestions(deps, held)
  release(settling, held, { taken, standing })
}

/** What begins because an execution has failed. */
async function followersOf(deps: DurableDeps, { live, log }: Held, end: Standing): Promise<Change[]> {
  const starts = [await deps.errorStart(live, log.head, end), deps.undoStart?.(live, log, end)]
  return starts.filter((start) => start !== undefined)
}

/** Nobody is to decide about what cannot happen any more. */
function abandonQuestions({ gate }: DurableDeps, { live, log }: Held): void {
  if (log.questions.any) gate?.abandoned(live.workflow.workspaceId, live.id)
}

type Waiting = Extract<Verdict, { kind: 'waiting' }>

async function rest(settling: Settling, held: Held, verdict: Waiting): Promise<void> {
  const { wait, tried } = verdict
  // A wait for the next try is told by the failed one, which is in the journal already.
  if (tried === undefined) held.log.append(waitEntry(held, verdict))
  return restUntil(settling, held, wait, waitingFor(held, [verdict]))
}

/** What each of several branches waits for is in the journal already. */
async function restAll(settling: Settling, held: Held, { rests }: Extract<Verdict, { kind: 'resting' }>): Promise<void> {
  const standing = waitingFor(held, rests)
  const untilMs = standing.waitUntilMs
  const wait: NodeWait = { kind: 'wait', ...(untilMs === null || standing.waitKind === 'webhook' ? {} : { untilMs }) }
  return restUntil(settling, held, wait, standing)
}

async function restUntil(settling: Settling, held: Held, wait: NodeWait, standing: Standing): Promise<void> {
  const { deps, resting, pausing } = settling
  const { live, log } = held
  if (usesStaticData(live.plan)) await deps.saveStaticData(live)
  const isWanted = resting.wants(held, wait, Date.now())
  const followers = held.passAnswer === undefined ? deps.followers : undefined
  const taken = await log.commit(standing, isWanted && followers !== undefined ? { answerTo: followers.id } : {})
  if (taken && isWanted && pausing() === undefined && !live.abort.aborted) {
    resting.keep(held, wait, followers)
    deps.events.executionChanged(log.head, standing)
    held.accepted.resolve(true)
  } else release(settling, held, { taken, standing })
  // What was decided before this was stored was told to nobody who waits.
  if (taken) for (const id of standing.approvalIds ?? []) deps.gate?.awaited(live.id, id)
}

type Wait = Pick<Waiting, 'task' | 'wait' | 'startedMs' | 'overdue' | 'approval'>

export function waitEntry({ live }: Held, { task, wait, startedMs, overdue, approval }: Wait): WaitEntry {
  const { node } = live.plan.nodes[task.node] as PlanNode
  const over = overdue === undefined ? {} : { over: overdue }
  const asked = approval === undefined ? {} : { ap: approval.id }
  return { k: 'wait', n: node.id, r: live.state.runs[task.node]?.length ?? 0, t: startedMs, w: wait, ...over, ...asked }
}

function waitingFor({ live, log }: Held, rests: readonly NodeRest[]): Standing {
  const waits = rests.filter((rest) => 'wait' in rest)
  // The time of the workflow goes on while it waits, but not while a person has to find something out.
  const limitMs = waits.length === 0 ? Number.POSITIVE_INFINITY : deadlineMs(log.head.startedMs, live.plan)
  const untilMs = Math.min(limitMs, ...waits.map(({ wait }) => wait.untilMs ?? Number.POSITIVE_INFINITY))
  const approvalIds = waits.flatMap(({ approval }) => approval?.id ?? [])
  return {
    ...running,
    status: 'waiting',
    waitUntilMs: untilMs === Number.POSITIVE_INFINITY ? null : untilMs,
    waitKind: waitKindOf(waits),
    inDoubt: rests.length - waits.length,
    ...(approvalIds.length === 0 ? {} : { approvalIds }),
  }
}

/** Of several the one that somebody outside has to find. What is in doubt is counted besides. */
function waitKindOf(waits: readonly Pick<Waiting, 'wait' | 'tried' | 'approval'>[]): Standing['waitKind'] {
  if (waits.some(({ wait }) => wait.webhook !== undefined)) return 'webhook'
  if (waits.some(({ approval }) => approval !== undefined)) return 'approval'
  if (waits.some(({ tried }) => tried === undefined)) return 'timer'
  return waits.length > 0 ? 'retry' : 'decision'
}

async function stop(settling: Settling, held: Held, reason: unknown): Promise<void> {
  if (reason instanceof Draining) return leave(settling, held, reason)
  if (reason instanceof Paused) {
    const standing: Standing = { ...running, status: 'paused' }
    return release(settling, held, { taken: await held.log.commit(standing, { release: true }), standing })
  }
  if (reason instanceof Cancelled) {
    // Where another process has cancelled it, its row says so already and this changes nothing.
    const standing: Standing = { ...running, status: 'cancelled', endedMs: Date.now() }
    const taken = await held.log.commit(standing)
    held.ended.resolve({ status: 'cancelled', items: [], error: null })
    return release(settling, held, { taken, standing })
  }
  if (reason instanceof LeaseLost) {
    // A commit that is on its way may still fail, or this process die before it has come through.
    const { storing, isStored } = held.log
    if (storing === undefined) held.accepted.resolve(isStored)
    else storing.then(held.accepted.resolve, held.accepted.reject)
    held.ended.resolve({ status: 'lost', items: [], error: reason.message })
    return
  }
  const error = reason instanceof Error ? reason.message : String(reason)
  return end(settling, held, { ...running, status: 'failed', endedMs: Date.now(), error })
}

/**
 * Leaves it as queued: whoever starts next takes it from there, and nothing claims to be running meanwhile.
 * Somebody who waits here for the answer goes on waiting, for the process that takes it.
 */
async function leave({ deps: { followers, events } }: Settling, held: Held, reason: Draining): Promise<void> {
  const waiting = held.answerable && held.passAnswer === undefined ? followers : undefined
  const answerTo = waiting === undefined ? {} : { answerTo: waiting.id }
  const standing: Standing = { ...running, status: 'queued' }
  const taken = await held.log.commit(standing, { release: true, ...answerTo })
  held.accepted.resolve(taken)
  if (taken) events.executionChanged(held.log.head, standing)
  const followed = taken ? waiting?.follow(held.live.id, true) : undefined
  if (followed !== undefined) held.answer.resolve(followed.answer)
  held.ended.resolve(followed?.ended ?? { status: 'lost', items: [], error: reason.message })
}

type Rested = { readonly taken: boolean; readonly standing: Standing }

function release({ deps }: Settling, { live, log, accepted, ended }: Held, { taken, standing }: Rested): void {
  accepted.resolve(taken)
  if (taken) deps.events.executionChanged(log.head, standing)
  const status = taken ? endedStatus(standing.status) : 'lost'
  ended.resolve({ status, items: lastItems(live), error: standing.error })
}

/** Whoever waits for the end learns of a pause as of any other rest. */
function endedStatus(status: Standing['status']): Ended['status'] {
  return status === 'completed' || status === 'failed' || status === 'cancelled' ? status : 'waiting'
}
