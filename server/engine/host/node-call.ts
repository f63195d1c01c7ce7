import type { JsonObject } from '@steward/contract/item'
import { type CodeCall, type NodeCall, NodeError, type NodeIo } from '@steward/sdk/node'
import { type PlanNode, type Task, visibleInputs, visibleMemory, visibleRuns } from '#engine/core'
import type { CodeRunner } from '#engine/worker'
import {
  createScope,
  evaluate,
  type OtherNode,
  pathOf,
  resolveInPart,
  resolveParameter,
  type RunView,
  type ScopeSource,
} from '#engine/expression'
import type { AbortSwitch } from './abort-switch.ts'
import { effectKey } from './effect-key.ts'
import type { ParameterSource } from './effect-request.ts'
import type { LiveExecution } from './live.ts'

type Parts = {
  readonly live: LiveExecution
  readonly node: PlanNode
  readonly task: Task
  readonly memory: JsonObject
  readonly nowMs: number
  /** What the clock shows in expressions: when the node execution began, so that a repeat asks for the same. */
  readonly clockMs: number
  /** Ends the try. */
  readonly abort: AbortSwitch
  readonly io: () => Omit<NodeIo, 'runCode'>
  readonly runCode: CodeRunner['run']
}

/** A node call with what the engine asks of it and the node does not see. */
export type EngineCall = NodeCall &
  ParameterSource & {
    /** Of the last answer over HTTP. */
    readonly httpStatus: number | undefined
  }

/** With more items than this their parameters are resolved again rather than held. */
const keptMax = 100

/** What a node sees of the execution it is part of. Reads no clock and touches nothing outside but through `io`. */
export function createNodeCall(parts: Parts): EngineCall {
  return new LiveCall(parts)
}

/**
 * One is made for every node execution, and most nodes ask for little of it: so
 * what costs something (the scope of expressions, the ways to the outside, the
 * signal) is made when it is first asked for.
 */
class LiveCall implements EngineCall {
  readonly node: NodeCall['node']
  readonly inputs: NodeCall['inputs']
  readonly items: NodeCall['items']
  readonly runIndex: number
  readonly mode: NodeCall['mode']
  readonly workflow: NodeCall['workflow']
  readonly execution: NodeCall['execution']
  readonly nowMs: number
  readonly memory: JsonObject
  readonly earlier: NodeCall['earlier']
  httpStatus: number | undefined
  private readonly parts: Parts
  private madeView: RunView | undefined
  private madeScope: ScopeSource | undefined
  private madeIo: NodeIo | undefined
  private kept: Map<number, JsonObject> | undefined

  constructor(parts: Parts) {
    const { live, node, task } = parts
    const runs = live.state.runs[node.index] ?? []
    this.parts = parts
    this.node = node.view
    this.inputs = visibleInputs(node, task)
    // A node that has several inputs is asked about the first one with data, as in the order it was drawn for.
    this.items = (live.plan.order === 'v1' ? this.inputs.find((items) => items.length > 0) : this.inputs[0]) ?? []
    this.runIndex = runs.length
    this.mode = live.mode
    this.workflow = live.about.workflow
    this.execution = live.about.execution
    this.nowMs = parts.nowMs
    this.memory = parts.memory
    this.earlier = runs
  }

  get signal(): AbortSignal {
    return this.parts.abort.signal
  }

  get io(): NodeIo {
    if (this.madeIo === undefined) {
      const io = this.parts.io()
      this.madeIo = {
        ...io,
        http: async (call) => {
          const answer = await io.http(call)
          this.httpStatus = answer.status
          return answer
        },
        runCode: (call) => this.runCode(call, io),
      }
    }
    return this.madeIo
  }

  param<T>(path: string, itemIndex = 0, fallback?: T): T {
    const kept = this.kept?.get(itemIndex)
    const value =
      kept === undefined
        ? readParameter(this.node.parameters, path, (raw) => resolveParameter(raw, this.scope.at(itemIndex)))
        : readParameter(kept, path, (done) => done)
    return (value === undefined ? fallback : value) as T
  }

  resolved(itemIndex: number): unknown {
    const parameters = resolveParameter(this.node.parameters, this.scope.at(itemIndex)) as JsonObject
    // What is described before an effect is what is done: the node is given these values, and nothing is worked out twice.
    if (this.items.length <= keptMax) (this.kept ??= new Map()).set(itemIndex, parameters)
    return parameters
  }

  resolvedInPart(itemIndex: number): unknown {
    return resolveInPart(this.node.parameters, this.scope.at(itemIndex))
  }

  effectKey(itemIndex = 0): string {
    return effectKey(this.execution.id, this.node.id, this.runIndex, itemIndex)
  }

  evaluate(text: string, itemIndex: number, names?: Readonly<Record<string, unknown>>): unknown {
    return evaluate(text, this.scope.at(itemIndex), names)
  }

  staticData(which: 'workflow' | 'node'): JsonObject {
    return staticDataOf(this.parts.live, this.parts.node, which)
  }

  private runCode(call: CodeCall, io: Omit<NodeIo, 'runCode'>): ReturnType<NodeIo['runCode']> {
    const { readBinary, writeBinary, log } = io
    const staticData = (which: 'workflow' | 'node') => this.staticData(which)
    return this.parts.runCode({ call, view: this.view, signal: this.signal, staticData, readBinary, writeBinary, log })
  }

  private get scope(): ScopeSource {
    return (this.madeScope ??= createScope(this.view))
  }

  private get view(): RunView {
    return (this.madeView ??= viewOf(this.parts, this.inputs, this.runIndex))
  }
}

function viewOf({ live, node, task, clockMs }: Parts, inputs: RunView['inputs'], runIndex: number): RunView {
  return {
    nodeName: node.node.name,
    nodeVersion: node.node.version,
    nodeId: node.node.id,
    webhookId: node.node.webhookId,
    position: node.node.position,
    parameters: node.view.parameters,
    runIndex,
    inputs,
    sources: task.sources,
    node: (name) => otherNode(live, task, name),
    mode: live.mode,
    workflow: live.about.workflow,
    execution: live.about.execution,
    environment: live.environment,
    variables: live.variables.values,
    timezone: live.timezone,
    nowMs: clockMs,
    seed: isAskedTwice(node) ? effectKey(live.id, node.node.id, runIndex) : undefined,
  }
}

/** What is asked for twice must be the same twice, also what was drawn by chance. */
function isAskedTwice({ definition, node }: PlanNode): boolean {
  return (definition !== undefined && definition.effect !== 'pure') || node.settings.effect?.class !== undefined
}

function staticDataOf(live: LiveExecution, node: PlanNode, which: 'workflow' | 'node'): JsonObject {
  return which === 'workflow' ? live.staticData.workflow : (live.staticData.nodes[node.node.name] ??= {})
}

const paths = new Map<string, readonly string[]>()

/** Follows a dotted path; an expression on the way is resolved before its inside is read. */
function readParameter(parameters: JsonObject, path: string, resolve: (raw: unknown) => unknown): unknown {
  let steps = paths.get(path)
  if (steps === undefined) paths.set(path, (steps = path.split('.')))
  let value: unknown = parameters
  for (const step of steps) {
    if (typeof value === 'string') value = resolveAt(value, path, resolve)
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return resolveAt(value, path, resolve)
}

/** What fails says which parameter it was. */
function resolveAt(value: unknown, path: string, resolve: (raw: unknown) => unknown): unknown {
  try {
    return resolve(value)
  } catch (error) {
    if (error instanceof NodeError) error.parameter = typeof value === 'string' ? path : pathOf(path, error.parameter)
    throw error
  }
}

function otherNode({ plan, state }: LiveExecution, task: Task, name: string): OtherNode | undefined {
  const node = plan.byName.get(name)
  if (node === undefined) return undefined
  return {
    name,
    type: node.node.type,
    parameters: node.view.parameters,
    runs: visibleRuns(plan, state, task, node.index),
    memory: visibleMemory(plan, state, task, node.index) ?? {},
  }
}
