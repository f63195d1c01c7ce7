import type { EffectClass } from '@steward/contract/effect'
import { strongestEffect } from '@steward/contract/effect'
import type { Item, JsonObject } from '@steward/contract/item'
import { type NodeCall, NodeError, type NodeResult, type NodeWait, type Resume } from '@steward/sdk/node'
import { type NodeRecord, type PlanNode, type Settled, settleFailure, settleOutputs, shortcut, type Task } from '#engine/core'
import { toPlain } from '#engine/expression'
import type { DriveHost, Resumption } from './drive.ts'
import type { LiveExecution } from './live.ts'
import { createNodeCall } from './node-call.ts'

/** The node waits for something outside; the execution rests until then. */
export type NodeRest = { readonly wait: NodeWait; readonly startedMs: number }

/** Executes one node with its tries. */
export async function executeTask(
  host: DriveHost,
  live: LiveExecution,
  task: Task,
  resumed: Resumption | undefined,
): Promise<NodeRecord | NodeRest> {
  const node = live.plan.nodes[task.node] as PlanNode
  const runIndex = live.state.runs[node.index]?.length ?? 0
  const startedMs = resumed?.startedMs ?? host.nowMs()
  const base = {
    index: live.state.records.length,
    node: node.index,
    runIndex,
    inputs: task.inputs,
    sources: task.sources,
    startedMs,
  }
  host.started(live, node, runIndex)

  const short = resumed === undefined ? shortcut(node, task, live.pins) : undefined
  if (short !== undefined) {
    const settled = settleOutputs(node, task, short)
    return { ...base, ...settled, effect: 'pure', tries: 1, durationMs: 0, memory: undefined }
  }

  const attempt = new Attempt(host, live, node, task)
  try {
    const result = await attempt.run(resumed?.resume, runIndex, startedMs)
    if (isWait(result)) return { wait: result, startedMs }
    const settled = settleOutputs(node, task, plainOutputs(node, result))
    return attempt.record(base, settled)
  } catch (error) {
    return attempt.record(base, settleFailure(node, task, error))
  }
}

type RecordBase = Pick<NodeRecord, 'index' | 'node' | 'runIndex' | 'inputs' | 'sources' | 'startedMs'>

/** One node execution with its tries. */
class Attempt {
  private tries = 0
  private effect: EffectClass = 'pure'
  private memory: JsonObject | undefined
  private readonly host: DriveHost
  private readonly live: LiveExecution
  private readonly node: PlanNode
  private readonly task: Task

  constructor(host: DriveHost, live: LiveExecution, node: PlanNode, task: Task) {
    this.host = host
    this.live = live
    this.node = node
    this.task = task
  }

  async run(resume: Resume | undefined, runIndex: number, startedMs: number): Promise<NodeResult> {
    const { settings } = this.node.node
    const maxTries = settings.retryOnFail === true ? clamp(settings.maxTries ?? 3, 2, 5) : 1
    for (;;) {
      this.tries += 1
      try {
        const result = await this.once(resume, runIndex, startedMs)
        if (this.tries >= maxTries || isWait(result) || !carriesError(result)) return result
      } catch (error) {
        const final = error instanceof NodeError && !error.retryable
        if (this.tries >= maxTries || final || this.live.abort.aborted) throw error
      }
      await this.host.sleep(clamp(settings.waitBetweenTriesMs ?? 1000, 0, 5000), this.live.abort.signal)
    }
  }

  private async once(resume: Resume | undefined, runIndex: number, startedMs: number): Promise<NodeResult> {
    const { definition } = this.node
    if (definition === undefined) throw placeholderError(this.node)
    const { live, host, node, task } = this
    const before = live.state.memory.get(node.index)
    this.memory = before === undefined ? {} : structuredClone(before)
    const call = createNodeCall({
      live,
      node,
      task,
      memory: this.memory,
      nowMs: host.nowMs(),
      io: () => host.io(live, node),
      runCode: host.runCode,
    })

    if (resume !== undefined)
      return definition.resume?.(call, resume) ?? (resume.kind === 'webhook' ? [resume.items] : [call.items])
    if (definition.execute === undefined) return [call.items]
    // In both orders a node without a single item has nothing to do.
    if (call.items.length === 0 && definition.trigger === undefined) return []

    this.effect = effectOf(this.node, call)
    if (this.effect !== 'pure') {
      host.lingers(live)
      const repeatable = definition.repeatable?.(call) ?? false
      await host.intend(live, node, { runIndex, effect: this.effect, repeatable, startedMs })
    }
    const result = definition.execute(call)
    return isThenable(result) ? live.abort.race(result) : result
  }

  record(base: RecordBase, settled: Settled): NodeRecord {
    const before = this.live.state.memory.get(this.node.index)
    const changed = this.memory !== undefined && !isSame(before, this.memory)
    return {
      ...base,
      ...settled,
      effect: this.effect,
      tries: this.tries,
      durationMs: Math.max(0, this.host.nowMs() - base.startedMs),
      memory: changed ? this.memory : undefined,
    }
  }
}

/** The strongest class over all items: one DELETE among the calls makes the node a deleting one. */
function effectOf(node: PlanNode, call: NodeCall): EffectClass {
  const { effect } = node.definition ?? { effect: 'pure' as const }
  if (typeof effect !== 'function') return effect
  return strongestEffect(call.items.map((_, index) => effect(call, index)))
}

function placeholderError(node: PlanNode): NodeError {
  return new NodeError(
    `The node "${node.node.name}" is of the type "${node.node.type}", which this installation does not know yet.`,
    {
      description: 'Its parameters are kept. Replace the node, or disable it to let the items pass.',
      retryable: false,
    },
  )
}

function plainOutputs(node: PlanNode, outputs: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  const plain: (readonly Item[])[] = []
  const count = Math.max(outputs.length, node.outputCount)
  for (let output = 0; output < count; output++) plain.push(plainItems(outputs[output] ?? []))
  return plain
}

function plainItems(items: readonly Item[]): readonly Item[] {
  let changed = false
  const plain = items.map((item) => {
    const json = toPlain(item.json) as JsonObject
    if (json === item.json) return item
    changed = true
    return { ...item, json }
  })
  return changed ? plain : items
}

function carriesError(result: readonly (readonly Item[])[]): boolean {
  const first = result[0]?.[0]
  return first?.error !== undefined || first?.json['error'] !== undefined
}

/** Most nodes keep nothing, which is told without making texts of it. */
function isSame(before: JsonObject | undefined, after: JsonObject): boolean {
  if (before === undefined) return Object.keys(after).length === 0
  return JSON.stringify(before) === JSON.stringify(after)
}

const isWait = (result: NodeResult): result is NodeWait => !Array.isArray(result)
const isThenable = <T>(value: T | Promise<T>): value is Promise<T> => typeof (value as { then?: unknown }).then === 'function'
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Number.isFinite(value) ? value : low))
