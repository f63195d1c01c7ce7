import type { Item } from '@steward/contract/item'
import { NodeError, type NodeIo } from '@steward/sdk/node'
import {
  compilePlan,
  describeFailure,
  type NodeCatalog,
  type Plan,
  type PlanNode,
  type Settled,
  startNode,
  startState,
} from '#engine/core'
import type { CodeRunner } from '#engine/worker'
import { boundAction, type EffectPlaces } from './ask-gate.ts'
import { drive, type DriveHost, type Intent, type Resumption, type Verdict } from './drive.ts'
import type { LoadedWorkflow } from './durable-deps.ts'
import { isRead } from './effect-terms.ts'
import type { EffectAction, EffectText } from './gate.ts'
import type { ExecutionHead } from './execution-log.ts'
import { noVariables, type Variables } from './hide.ts'
import { createLive, type LiveExecution } from './live.ts'
import { lastItems, yieldLoop } from './local-run.ts'
import type { NodeTry } from './node-try.ts'
import { headOfStart } from './start-head.ts'
import type { StartRequest } from './started.ts'

/** What a plan may use of the outside: it reads, and does nothing else. */
export type PlanOutside = EffectPlaces & {
  readonly catalog: NodeCatalog
  readonly environment: Readonly<Record<string, string>>
  io(live: LiveExecution, node: PlanNode, one: NodeTry): Omit<NodeIo, 'callWorkflow' | 'respond' | 'stream' | 'runCode' | 'log'>
  runCode: CodeRunner['run']
  findCallee(caller: LiveExecution, workflow: Parameters<NodeIo['callWorkflow']>[0]['workflow']): Promise<LoadedWorkflow>
  /** Whether a read may be made without asking anybody; otherwise it is one of the effects, and not made. */
  readonly mayRead?: (action: Omit<EffectAction, 'hash'>) => boolean | Promise<boolean>
  /** What an execution reads as `$vars`; nothing where this is left out. */
  readonly variables?: ((head: ExecutionHead) => Variables | Promise<Variables>) | undefined
}

export type PlanStart = {
  readonly loaded: LoadedWorkflow
  /** Name of the node to begin with. */
  readonly trigger?: string | undefined
  readonly items: readonly Item[]
  readonly requesterId: string | null
  /** Of a part of the workflow: what it begins with. */
  readonly kept?: StartRequest['kept']
  /** What an effect of the workflow gave another time, taken for what it would give. */
  readonly assumed?: (nodeId: string, runIndex: number) => readonly (readonly Item[])[] | undefined
}

export type Planned = {
  readonly action: Omit<EffectAction, 'hash'>
  readonly text: EffectText
  /** False where something that it is worked out from is only assumed. */
  readonly isCertain: boolean
}

export type PlannedExecution = {
  readonly status: 'completed' | 'failed' | 'waiting'
  readonly error: string | null
  readonly effects: readonly Planned[]
  readonly reads: readonly { readonly nodeName: string; readonly target: string | null; readonly times: number }[]
  /** Names of nodes that were not come to. */
  readonly notReached: readonly string[]
}

const timeoutMs = 60_000
const effectsMax = 1_000
const depthMax = 20

/**
 * Walks an execution in memory to learn which effects it would have. Pure nodes and reads are executed as they are; of
 * every other effect it is written down what would be asked for, and nothing is done. Waits for a time are skipped.
 */
export async function planExecution(outside: PlanOutside, start: PlanStart): Promise<PlannedExecution> {
  const planning = new Planning(outside, start)
  const { live, verdict } = await planning.walk(start)
  const { failure, runs } = live.state
  const isReached = (index: number) =>
    (runs[index]?.length ?? 0) > 0 || (verdict.kind === 'waiting' && verdict.task.node === index)
  return {
    status: verdict.kind === 'completed' || verdict.kind === 'waiting' ? verdict.kind : 'failed',
    error: failure?.error.message ?? reasonOf(verdict),
    effects: planning.effects,
    reads: [...planning.reads.values()],
    notReached: live.plan.nodes
      .filter((node) => !isReached(node.index) && node.node.settings.disabled !== true && isPartOf(start, node))
      .map(({ node }) => node.name),
  }
}

/** Nodes that do not lead to the last one are no part of what is executed, so nobody expects to come to them. */
function isPartOf({ kept }: PlanStart, { node, targets }: PlanNode): boolean {
  return kept === undefined || targets.flat().length > 0 || node.id === kept.trigger.partial?.until
}

class Planning {
  readonly effects: Planned[] = []
  readonly reads = new Map<string, { nodeName: string; target: string | null; times: number }>()
  private readonly outside: PlanOutside
  private readonly start: PlanStart
  private readonly untilMs = performance.now() + timeoutMs
  /** Nodes of which nobody knows yet what they would give, by execution. */
  private readonly guessed = new Map<string, Set<PlanNode>>()
  /** What is read by a node that may read it. */
  private readonly reading = new Map<PlanNode, Omit<EffectAction, 'hash'>>()
  private depth = 0

  constructor(outside: PlanOutside, start: PlanStart) {
    this.outside = outside
    this.start = start
  }

  async walk({
    loaded,
    trigger,
    items,
    kept,
  }: Pick<PlanStart, 'loaded' | 'trigger' | 'items' | 'kept'>): Promise<{ live: LiveExecution; verdict: Verdict }> {
    const plan = withoutBranches(loaded.plan, this.outside.catalog)
    const first = trigger === undefined ? startNode(plan) : plan.byName.get(trigger)
    if (first === undefined)
      throw new NodeError(
        trigger === undefined ? 'The workflow has no node to start at.' : `The workflow has no node called "${trigger}".`,
      )
    const live = await this.live({ ...loaded, plan }, { node: first, items, kept })
    const host = this.hostOf()
    let resumption: Resumption | undefined
    for (;;) {
      const verdict = await drive(host, live, resumption)
      if (verdict.kind !== 'waiting' || verdict.wait.untilMs === undefined) return { live, verdict }
      const { task, startedMs, tried } = verdict
      // What waits for its next try is tried again, and nothing else is over for it.
      const over = tried === undefined ? { resume: { kind: 'timer' } as const } : { tried: [tried], atMs: tried.u ?? 0 }
      resumption = { task, startedMs, ...over }
    }
  }

  private async live(
    loaded: LoadedWorkflow,
    { node, items, kept }: { node: PlanNode; items: readonly Item[]; kept: PlanStart['kept'] },
  ): Promise<LiveExecution> {
    const { environment, variables } = this.outside
    const head: ExecutionHead = headOfStart({
      ...loaded,
      trigger: node,
      items,
      mode: 'manual',
      usePins: true,
      createdBy: this.start.requesterId,
      answerable: false,
      ...(kept === undefined ? {} : { kept }),
    })
    const state = kept?.restored.state ?? startState(loaded.plan, node.index, items)
    const live = createLive({ head, loaded, state, resumeUrl: () => 'https://plan.invalid/', environment })
    live.variables = (await variables?.(head)) ?? noVariables
    return live
  }

  private hostOf(): DriveHost {
    return {
      nowMs: () => Date.now(),
      sleep: () => Promise.resolve(),
      yield: yieldLoop,
      started: () => {},
      recorded: () => {},
      tried: () => {},
      lingers: () => {},
      pausing: () => this.stopped(),
      runCode: this.outside.runCode,
      intend: (live, node, intent) => this.intend(live, node, intent),
      io: (live, node, one) => this.io(live, node, one),
    }
  }

  private stopped(): Error | undefined {
    if (this.effects.length > effectsMax) return new Error(`The plan was ended after ${effectsMax} effects.`)
    return performance.now() > this.untilMs ? new Error(`The plan was ended after ${timeoutMs / 1000} s.`) : undefined
  }

  private async intend(live: LiveExecution, node: PlanNode, intent: Intent): Promise<Settled | undefined> {
    // What a called workflow does is planned where it does it.
    if (!intent.gated) return undefined
    const request = await intent.describe()
    const action = await boundAction(this.outside, { live, node, intent, request })
    if (isRead(intent.effect) && ((await this.outside.mayRead?.(action)) ?? true)) {
      const key = `${node.node.name}\n${request.target}`
      const times = (this.reads.get(key)?.times ?? 0) + 1
      this.reads.set(key, { nodeName: node.node.name, target: request.target, times })
      this.reading.set(node, action)
      return undefined
    }
    this.effects.push({ action, text: intent.text(action), isCertain: !this.standsOnGuesses(live, node) })
    // A called workflow has effects of its own, whatever their nodes are called.
    const known = this.depth === 0 ? this.start.assumed?.(node.node.id, intent.runIndex) : undefined
    if (known === undefined) this.guess(live, node)
    return { status: 'completed', outputs: known ?? guessedOutputs(node, intent.itemCount), error: null }
  }

  private guess(live: LiveExecution, node: PlanNode): void {
    const guessed = this.guessed.get(live.id) ?? new Set()
    this.guessed.set(live.id, guessed.add(node))
  }

  /** Whether a node before it, or one that its parameters name, would have given something else than is taken for it here. */
  private standsOnGuesses({ id, plan }: LiveExecution, node: PlanNode): boolean {
    const guessed = this.guessed.get(id)
    if (guessed === undefined) return false
    const text = JSON.stringify([node.node.parameters, node.node.settings])
    if ([...guessed].some((one) => text.includes(JSON.stringify(one.node.name).slice(1, -1)))) return true
    const seen = new Set<number>()
    const open = [node.index]
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      for (const before of plan.nodes[index]?.origins.flat() ?? []) {
        const origin = plan.nodes[before]
        if (origin === undefined || seen.has(before)) continue
        if (guessed.has(origin)) return true
        seen.add(before)
        open.push(before)
      }
    }
    return false
  }

  private io(live: LiveExecution, node: PlanNode, one: NodeTry): Omit<NodeIo, 'runCode'> {
    const io = this.outside.io(live, node, one)
    const onRedirect = (address: string) => this.requireRead(node, address)
    return {
      ...io,
      http: async (call) => {
        await this.requireRead(node, call.url)
        return io.http({ ...call, onRedirect })
      },
      callWorkflow: (call) => this.call({ live, node }, call),
      respond: () => Promise.resolve(true),
      stream: () => Promise.resolve(false),
      log: () => {},
    }
  }

  /** A read may lead to another place than it tells beforehand. */
  private async requireRead(node: PlanNode, address: string): Promise<void> {
    const action = this.reading.get(node)
    const host = URL.parse(address.trim())?.host
    if (action === undefined || host === undefined || action.targets.includes(host)) return
    if ((await this.outside.mayRead?.({ ...action, target: host, targets: [host] })) ?? true) return
    throw new NodeError(`The call leads to ${host}, where a plan may not read: a policy has a say in it.`, { retryable: false })
  }

  private async call(caller: Caller, call: Parameters<NodeIo['callWorkflow']>[0]): Promise<readonly Item[]> {
    if (this.depth >= depthMax) throw new NodeError(`Workflows call each other more than ${depthMax} deep.`, { retryable: false })
    const loaded = await this.outside.findCallee(caller.live, call.workflow)
    const entry = loaded.plan.nodes.find(
      (node) => node.definition?.trigger === 'subworkflow' && node.node.settings.disabled !== true,
    )
    this.depth += 1
    try {
      const { live, verdict } = await this.walk({ loaded, trigger: entry?.node.name, items: call.items })
      if (verdict.kind === 'failed' || verdict.kind === 'aborted')
        throw new NodeError(live.state.failure?.error.message ?? reasonOf(verdict) ?? 'The called workflow failed.')
      // What it gives may rest on what one of its effects would have given.
      if (this.guessed.has(live.id)) this.guess(caller.live, caller.node)
      return lastItems(live)
    } finally {
      this.depth -= 1
    }
  }
}

type Caller = { readonly live: LiveExecution; readonly node: PlanNode }

/** One branch after the other, so that the same plan comes out every time. */
export function withoutBranches(plan: Plan, catalog: NodeCatalog): Plan {
  if (plan.parallel === undefined) return plan
  const { parallel: _parallel, ...settings } = plan.document.settings
  return compilePlan({ ...plan.document, settings }, catalog)
}

/** An item for each that it was given: how many there are is known more often than what is in them. */
function guessedOutputs({ outputCount }: PlanNode, itemCount: number): readonly (readonly Item[])[] {
  const items = Array.from({ length: itemCount }, (_, item): Item => ({ json: {}, pairedItem: { item } }))
  return Array.from({ length: outputCount }, (_, output) => (output === 0 ? items : []))
}

function reasonOf(verdict: Verdict): string | null {
  const why = verdict.kind === 'aborted' ? verdict.reason : verdict.kind === 'doubtful' ? verdict.doubt : undefined
  return why === undefined ? null : describeFailure(why).message
}
