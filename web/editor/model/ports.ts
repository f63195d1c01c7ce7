import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'

export type Ports = {
  /** Names of the inputs and outputs; an empty name is not written. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Kinds of model and tool edges that end or begin here. */
  readonly helpersIn: readonly string[]
  readonly helpersOut: readonly string[]
}

const named: Readonly<Record<string, readonly string[]>> = {
  if: ['true', 'false'],
  loop: ['done', 'loop'],
  compare_datasets: ['only in A', 'same', 'different', 'only in B'],
}

/** The ports of a node: what its kind has, and never fewer than are connected. */
export function portsOf(node: WorkflowNode, kind: NodeKind | undefined, document: Pick<WorkflowDocument, 'edges'>): Ports {
  const out = document.edges.filter((edge) => edge.from.node === node.id)
  const into = document.edges.filter((edge) => edge.to.node === node.id)
  const own = outputNames(node)
  const names = node.settings.onError === 'continueErrorOutput' ? [...own, 'error'] : own
  const outputs = Math.max(names.length, ...out.filter(isMain).map((edge) => edge.from.output + 1))
  const inputs = Math.max(kind?.trigger == null ? inputCount(node) : 0, ...into.filter(isMain).map((edge) => edge.to.input + 1))
  return {
    inputs: Array.from({ length: inputs }, (_, index) => (inputs > 1 ? (inputNames(node)[index] ?? '') : '')),
    outputs: Array.from({ length: outputs }, (_, index) => names[index] ?? ''),
    helpersIn: kindsOf(into),
    helpersOut: kindsOf(out),
  }
}

const isMain = (edge: WorkflowDocument['edges'][number]) => edge.kind === 'main'
const kindsOf = (edges: WorkflowDocument['edges']) => [...new Set(edges.filter((edge) => !isMain(edge)).map((edge) => edge.kind))]

function inputCount(node: WorkflowNode): number {
  if (node.type === 'compare_datasets') return 2
  if (node.type !== 'merge') return 1
  const wished = Number(node.parameters['numberInputs'] ?? 2)
  return Number.isInteger(wished) && wished > 2 && wished <= 10 ? wished : 2
}

function inputNames(node: WorkflowNode): readonly string[] {
  return node.type === 'compare_datasets' ? ['A', 'B'] : Array.from({ length: 10 }, (_, index) => String(index + 1))
}

function outputNames(node: WorkflowNode): readonly string[] {
  if (node.type === 'switch') return switchNames(node.parameters)
  if (node.type === 'filter' || named[node.type] === undefined) return ['']
  return named[node.type] ?? ['']
}

function switchNames(parameters: WorkflowNode['parameters']): readonly string[] {
  const count = Number(parameters['numberOutputs'])
  if (parameters['mode'] === 'expression' && Number.isInteger(count) && count > 0 && count <= 50)
    return Array.from({ length: count }, (_, index) => String(index))
  const rules = recordOf(parameters['rules'])
  const list = [rules['values'], rules['rules']].find(Array.isArray) as readonly unknown[] | undefined
  const names = (list ?? []).map((rule, index) => {
    const { renameOutput, outputKey } = recordOf(rule)
    return renameOutput === true && typeof outputKey === 'string' ? outputKey : String(index)
  })
  const options = recordOf(parameters['options'])
  const fallback =
    options['fallbackOutput'] === 'extra'
      ? [typeof options['renameFallbackOutput'] === 'string' ? options['renameFallbackOutput'] : 'fallback']
      : []
  return names.length + fallback.length === 0 ? [''] : [...names, ...fallback]
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
