import type { Item } from '@steward/contract/item'
import { advance, nextTask, type NodeRecord } from '#engine/core'
import {
  type DurableHost,
  encodeRecord,
  type ExecutionHead,
  type LoadedWorkflow,
  restore,
  type Restored,
  type Resumption,
  type Started,
} from '#engine/host'
import type { Claimed } from './claim.store.ts'

/** Finds the version an execution began with; undefined when the workflow is gone. */
export type LoadVersion = (workflowId: string, version: number) => Promise<LoadedWorkflow | undefined>

export type TakeOver = {
  readonly host: DurableHost
  readonly load: LoadVersion
  readonly fail: (claimed: Claimed, why: string) => Promise<void>
}

/** Goes on with an execution that this worker has claimed, from where its journal ends. */
export async function takeOver(deps: TakeOver, claimed: Claimed): Promise<Started | undefined> {
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  return deps.host.resume(
    { ...prepared.loaded, head: claimed.head, restored: prepared.restored, claim: claimOf(claimed) },
    waitEnd(prepared),
  )
}

/** The same, with what ended the wait: the items of a call that is already stored. */
export async function takeOverWithCall(deps: TakeOver, claimed: Claimed, items: readonly Item[]): Promise<Started | undefined> {
  const prepared = await prepare(deps, claimed)
  if (prepared === undefined) return undefined
  const resumption = waitEnd(prepared, items)
  return deps.host.resume(
    { ...prepared.loaded, head: claimed.head, restored: prepared.restored, claim: claimOf(claimed) },
    resumption,
  )
}

/** A person says that the effect in doubt happened: the node is taken as completed with these items, or passes on its input. */
export async function takeOverAsHappened(
  deps: TakeOver,
  claimed: Claimed,
  items: readonly Item[] | undefined,
): Promise<Started | undefined> {
  const prepared = await prepare(deps, claimed)
  const intent = prepared?.restored.intent
  if (prepared === undefined || intent === undefined) return undefined
  const { loaded, restored } = prepared
  const task = nextTask(loaded.plan, restored.state)
  if (task === undefined) return undefined
  const record: NodeRecord = {
    index: restored.state.records.length,
    node: task.node,
    runIndex: intent.r,
    status: 'completed',
    inputs: task.inputs,
    sources: task.sources,
    outputs: [items ?? task.inputs[0] ?? []],
    error: null,
    effect: intent.e,
    tries: 1,
    startedMs: intent.t,
    durationMs: 0,
    memory: undefined,
  }
  advance(loaded.plan, restored.state, record)
  const settled: Restored = { ...restored, intent: undefined }
  return deps.host.resume({
    ...loaded,
    head: claimed.head,
    restored: settled,
    claim: {
      ...claimOf(claimed),
      first: [...(claimed.added ?? []), encodeRecord(loaded.plan, record)],
    },
  })
}

type Prepared = { readonly head: ExecutionHead; readonly loaded: LoadedWorkflow; readonly restored: Restored }

async function prepare(deps: TakeOver, claimed: Claimed): Promise<Prepared | undefined> {
  const { head, entries } = claimed
  const loaded = await deps.load(head.workflowId, head.workflowVersion)
  if (loaded === undefined) {
    await deps.fail(claimed, 'The workflow version this execution began with is gone.')
    return undefined
  }
  try {
    return { head, loaded, restored: restore(loaded.plan, head.trigger, entries) }
  } catch (error) {
    await deps.fail(claimed, `The execution cannot be continued: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

const claimOf = ({ head, fence, nextSeq, added }: Claimed) => ({
  fence,
  nextSeq,
  usePins: head.mode === 'manual',
  first: added ?? [],
})

/** Where the journal ends in a wait, the wait is over by now: a call was stored, or its time has come. */
function waitEnd({ loaded, restored }: Prepared, called?: readonly Item[]): Resumption | undefined {
  const { wait } = restored
  if (wait === undefined) return undefined
  const task = nextTask(loaded.plan, restored.state)
  if (task === undefined) return undefined
  const items = called ?? restored.call?.items
  return { task, startedMs: wait.t, resume: items === undefined ? { kind: 'timer' } : { kind: 'webhook', items } }
}
