import type { Item } from '@steward/contract/item'
import { advance, nextTask } from '#engine/core'
import {
  deadlineMs,
  type DurableHost,
  encodeRecord,
  type ExecutionHead,
  happenedRecord,
  type JournalEntry,
  type LoadedWorkflow,
  restore,
  type Restored,
  type Resumption,
  type ResumeRequest,
  type Started,
  triesOf,
  type Trigger,
} from '#engine/host'
import type { Followers } from './across/follow.ts'
import type { Claimed } from './claim.store.ts'

/** Finds the version an execution began with; undefined when the workflow is gone. */
export type LoadVersion = (workflowId: string, version: number, trigger?: Trigger) => Promise<LoadedWorkflow | undefined>

export type TakeOver = {
  readonly host: DurableHost
  readonly followers: Pick<Followers, 'serve'>
  readonly load: LoadVersion
  /** Ends it as failed; `loaded` is the version it was executed with, where there is one. */
  readonly fail: (claimed: Claimed, why: string, loaded?: LoadedWorkflow) => Promise<void>
}

/** Stores entries before anybody is told of them; resolves to the claim as it is afterwards. */
export type StoreEntries = (claimed: Claimed, entries: readonly JournalEntry[]) => Promise<Claimed>

/** Goes on with an execution that this worker has claimed, from where its journal ends. */
export async function takeOver(deps: TakeOver, claimed: Claimed, probe?: ResumeRequest['probe']): Promise<Started | undefined> {
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  const { loaded, restored } = prepared
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

/** The same, with what ended the wait: the items of a call that is already stored, whose caller may wait for an answer. */
export async function takeOverWithCall(
  deps: TakeOver,
  claimed: Claimed,
  call: { readonly items: readonly Item[]; readonly answerable: boolean },
): Promise<Started | undefined> {
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  const { loaded, restored } = prepared
  const request = { ...loaded, head: claimed.head, restored, claim: claimOf(claimed), answerable: call.answerable }
  return deps.host.resume(request, waitEnd(prepared, call.items))
}

/** A person says that the effect in doubt happened: the node is taken as completed with these items, or passes on its input. */
export async function takeOverAsHappened(
  deps: TakeOver & { readonly storeEntries: StoreEntries },
  claimed: Claimed,
  answer: { readonly items: readonly Item[] | undefined; readonly entry: JournalEntry },
): Promise<Started | undefined> {
  const { items } = answer
  const prepared = await prepare(deps, claimed)
  const intent = prepared?.restored.intent
  if (prepared === undefined || intent === undefined) return undefined
  const { loaded, restored } = prepared
  const task = nextTask(loaded.plan, restored.state)
  if (task === undefined) return undefined
  const record = happenedRecord(restored.state, { intent, task }, items === undefined ? undefined : [items])
  advance(loaded.plan, restored.state, record)
  const stored = await deps.storeEntries(claimed, [answer.entry, encodeRecord(loaded.plan, record)])
  const settled: Restored = { ...restored, intent: undefined }
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

const claimOf = ({ fence, nextSeq, entries }: Claimed) => ({ fence, nextSeq, entries })

/** Where the journal ends in a wait, the wait is over by now: a call was stored, or its time has come. So is a wait for the next try. */
function waitEnd({ loaded, restored }: Prepared, called?: readonly Item[]): Resumption | undefined {
  const { wait } = restored
  if (wait === undefined && restored.tries.size === 0) return undefined
  const task = nextTask(loaded.plan, restored.state)
  if (task === undefined) return undefined
  const tried = triesOf(restored, loaded.plan.nodes[task.node]?.node.id ?? '', restored.state.runs[task.node]?.length ?? 0)
  const items = called ?? restored.call?.items
  const base = { task, startedMs: wait?.t ?? tried[0]?.t ?? Date.now(), tried }
  if (wait === undefined) return base
  if (wait.over === true && items === undefined) return { ...base, overdue: true }
  return { ...base, resume: items === undefined ? { kind: 'timer' } : { kind: 'webhook', items } }
}

/** Database and process may differ by this much in what time it is. */
const clocksDifferMs = 5_000

/** Whether it was not what it waits for that came due, but the end of the workflow's time. */
function isOverdue({ head, loaded, restored }: Prepared): boolean {
  const { wait, call, tries } = restored
  const untilMs = wait === undefined ? [...tries.values()].at(-1)?.at(-1)?.u : wait.w.untilMs
  const endMs = deadlineMs(head.startedMs, loaded.plan)
  const rested = wait !== undefined || untilMs !== undefined
  return rested && call === undefined && endMs < (untilMs ?? Number.POSITIVE_INFINITY) && Date.now() > endMs - clocksDifferMs
}
