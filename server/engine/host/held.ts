import type { WebhookAnswer } from '@steward/sdk/node'
import type { PlanNode, Task } from '#engine/core'
import type { PartSink } from './answer-parts.ts'
import type { Paused } from './abort-reason.ts'
import type { Granted } from './ask-gate.ts'
import type { Branches } from './branches.ts'
import { type ExecutionLog, running, type Standing } from './execution-log.ts'
import type { LiveExecution } from './live.ts'
import type { Claim, Ended, PassAnswer, ResumeRequest, Started } from './started.ts'

/** A node execution that is going on, and which try of it. */
export type Current = {
  readonly node: PlanNode
  readonly runIndex: number
  readonly startedMs: number
  tries: number
  /** How many called workflows it waits for. */
  attending: number
}

/** An execution this process walks, and those who wait to hear of it. */
export type Held = {
  readonly live: LiveExecution
  readonly log: ExecutionLog
  /** True when it was taken over, so that what it does next may have been done before. */
  readonly restored: boolean
  /** By how much the clock by which waits come due is known to be ahead of that of this process, in milliseconds. */
  readonly aheadMs: number
  readonly accepted: PromiseWithResolvers<boolean>
  readonly ended: PromiseWithResolvers<Ended>
  /** Of whoever waits for one now. */
  answer: PromiseWithResolvers<WebhookAnswer>
  /** True while somebody outside waits to be answered by a node. */
  answerable: boolean
  /** Set where that somebody waits at another process. */
  readonly passAnswer: PassAnswer | undefined
  /** Set where that somebody takes the answer in parts. */
  readonly parts: PartSink | undefined
  /** By node: what is being executed. */
  readonly going: Map<number, Current>
  /** By node: what the gate has let through of the node execution that is going on. */
  readonly granted: Map<number, Granted>
  /** Set where branches go side by side. */
  branches: Branches | undefined
  /** Who asked that its effects in doubt be probed. */
  probe: ResumeRequest['probe']
  /** Set when somebody wants it to rest before its next node. */
  paused: Paused | undefined
}

type Parts = Pick<Held, 'live' | 'log' | 'restored' | 'answerable'> &
  Partial<Pick<Held, 'passAnswer' | 'parts'>> & { readonly claim?: Claim }

export function createHeld({ claim, ...parts }: Parts): Held {
  const held: Held = {
    aheadMs: Math.max(0, (claim?.atMs ?? 0) - Date.now()),
    passAnswer: undefined,
    parts: undefined,
    ...parts,
    accepted: Promise.withResolvers(),
    ended: Promise.withResolvers(),
    answer: Promise.withResolvers(),
    going: new Map(),
    granted: new Map(),
    branches: undefined,
    probe: undefined,
    paused: undefined,
  }
  // Nobody may be waiting; that is no reason to end the process.
  held.accepted.promise.catch(() => {})
  held.ended.promise.catch(() => {})
  return held
}

/** Where it stands while it goes on: others of its branches may be in doubt meanwhile. */
export function runningOf({ branches }: Held): Standing {
  const inDoubt = branches?.doubts ?? 0
  return inDoubt === 0 ? running : { ...running, inDoubt }
}

/** Whether it does nothing but wait for workflows it has called. */
export function onlyAttends({ going }: Held): boolean {
  for (const { attending } of going.values()) if (attending === 0) return false
  return going.size > 0
}

/** A node execution that is not over, as people see it. */
export type OpenNode = Pick<Current, 'runIndex' | 'startedMs'> & {
  readonly task: Task
  readonly status: 'running' | 'waiting' | 'in_doubt'
  readonly approvalId?: string
}

export function openNodes({ live, going, branches }: Held): OpenNode[] {
  const running = [...going.values()].map(({ node, runIndex, startedMs }): OpenNode => {
    return { task: { node: node.index, inputs: [], sources: [] }, runIndex, startedMs, status: 'running' }
  })
  const resting = (branches?.rests ?? []).map(({ task, rest }): OpenNode => {
    const runIndex = live.state.runs[task.node]?.length ?? 0
    const at = { task, runIndex, startedMs: rest.startedMs }
    if ('doubt' in rest) return { ...at, status: 'in_doubt' }
    return { ...at, status: 'waiting', ...(rest.approval === undefined ? {} : { approvalId: rest.approval.id }) }
  })
  return [...running, ...resting].sort((a, b) => a.task.node - b.task.node)
}

/** The approvals that node executions of it rest for while others go on. */
export function awaitedIn({ live, branches }: Held): { readonly executionId: string; readonly approvalId: string }[] {
  return (branches?.rests ?? []).flatMap(({ rest }) =>
    'wait' in rest && rest.approval !== undefined ? [{ executionId: live.id, approvalId: rest.approval.id }] : [],
  )
}

/** What whoever asked for the execution is given. */
export const startedOf = ({ live, accepted, ended, answer }: Held): Started => ({
  id: live.id,
  accepted: accepted.promise,
  ended: ended.promise,
  answer: answer.promise,
})
