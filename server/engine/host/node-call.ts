import type { JsonObject } from '@steward/contract/item'
import type { NodeCall, NodeIo } from '@steward/sdk/node'
import { type PlanNode, type Task, visibleInputs } from '#engine/core'
import type { CodeRunner } from '#engine/worker'
import { createScope, evaluate, type OtherNode, resolveParameter, type RunView } from '#engine/expression'
import type { LiveExecution } from './live.ts'

type Parts = {
  readonly live: LiveExecution
  readonly node: PlanNode
  readonly task: Task
  readonly memory: JsonObject
  readonly nowMs: number
  readonly signal: AbortSignal
  readonly io: Omit<NodeIo, 'runCode'>
  readonly runCode: CodeRunner['run']
}

/** What a node sees of the execution it is part of. Reads no clock and touches nothing outside but through `io`. */
export function createNodeCall(parts: Parts): NodeCall {
  const { live, node, task, memory, nowMs, signal } = parts
  const inputs = visibleInputs(node, task)
  const view: RunView = {
    nodeName: node.node.name,
    nodeVersion: node.node.version,
    nodeId: node.node.id,
    webhookId: node.node.webhookId,
    position: node.node.position,
    parameters: node.view.parameters,
    runIndex: live.state.runs[node.index]?.length ?? 0,
    inputs,
    sources: task.sources,
    node: (name) => otherNode(live, name),
    mode: live.mode,
    workflow: { id: live.workflow.id, name: live.workflow.name, active: live.workflow.active },
    execution: aboutExecution(live),
    environment: live.environment,
    variables: live.variables,
    timezone: live.timezone,
    nowMs,
  }
  const scope = createScope(view)
  const staticData = (which: 'workflow' | 'node') => staticDataOf(live, node, which)
  // A node that has several inputs is asked about the first one with data, as in the order it was drawn for.
  const main = live.plan.order === 'v1' ? (inputs.find((items) => items.length > 0) ?? []) : (inputs[0] ?? [])
  return {
    node: node.view,
    inputs,
    items: main,
    runIndex: live.state.runs[node.index]?.length ?? 0,
    mode: live.mode,
    workflow: { id: live.workflow.id, name: live.workflow.name, active: live.workflow.active, timezone: live.timezone },
    execution: view.execution,
    nowMs,
    memory,
    earlier: live.state.runs[node.index] ?? [],
    signal,
    io: {
      ...parts.io,
      runCode: (call) =>
        parts.runCode({
          call,
          view,
          signal,
          staticData,
          readBinary: parts.io.readBinary,
          writeBinary: parts.io.writeBinary,
          log: parts.io.log,
        }),
    },
    param: <T>(path: string, itemIndex = 0, fallback?: T) => {
      const value = readParameter(node.view.parameters, path, (raw) => resolveParameter(raw, scope.at(itemIndex)))
      return (value === undefined ? fallback : value) as T
    },
    evaluate: (text, itemIndex, names) => evaluate(text, scope.at(itemIndex), names),
    staticData: (which) => (which === 'workflow' ? live.staticData.workflow : (live.staticData.nodes[node.node.name] ??= {})),
  }
}

/** The address is read by few nodes, so it is not asked for before one of them does. */
function aboutExecution(live: LiveExecution): RunView['execution'] {
  return {
    id: live.id,
    get resumeUrl() {
      return live.resumeUrl
    },
    get resumeFormUrl() {
      return live.resumeUrl
    },
    customData: live.customData,
  }
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
    if (typeof value === 'string') value = resolve(value)
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return resolve(value)
}

function otherNode(live: LiveExecution, name: string): OtherNode | undefined {
  const node = live.plan.byName.get(name)
  if (node === undefined) return undefined
  return {
    name,
    type: node.node.type,
    parameters: node.view.parameters,
    runs: live.state.runs[node.index] ?? [],
    memory: live.state.memory.get(node.index) ?? {},
  }
}
