import type { Item } from '@steward/contract/item'
import { ExpressionError } from '../error.ts'
import type { PastExecution, OtherNode, RunView, SourceRef } from '../view.ts'

export function getNode(view: RunView, name: string): OtherNode {
  const node = view.node(name)
  if (node === undefined) {
    throw new ExpressionError(`Referenced node doesn't exist: there is no node "${name}" in this workflow`, {
      description: 'It may have been renamed or deleted. Choose the node again in the expression.',
    })
  }
  return node
}

export function getExecutedNode(view: RunView, name: string): OtherNode {
  const node = getNode(view, name)
  if (node.runs.length === 0) {
    throw new ExpressionError(`Node "${name}" has not been executed`, {
      description: `Test $('${name}').isExecuted first, or connect the nodes so that it always runs before this one.`,
      missing: { reason: 'not_executed', node: name },
    })
  }
  return node
}

export function getRun(node: OtherNode, runIndex: number): PastExecution {
  const run = node.runs[runIndex]
  if (run === undefined) {
    throw new ExpressionError(
      `Run ${runIndex} of node "${node.name}" not found: it has been executed ${node.runs.length} time(s)`,
      { missing: { reason: 'no_such_run', node: node.name } },
    )
  }
  return run
}

/** Items of an output of another node: by default of its latest run, and of the output that leads here. */
export function itemsOf(view: RunView, name: string, output?: number, runIndex?: number): readonly Item[] {
  const node = getExecutedNode(view, name)
  const wanted = runIndex === undefined || runIndex === -1 ? node.runs.length - 1 : runIndex
  const run = getRun(node, wanted)
  const index = output ?? outputTowards(view, name)
  const items = run.outputs[index]
  if (items !== undefined) return items
  // An output that got nothing may be missing at the end of the list.
  if (output === undefined) return []
  throw new ExpressionError(`Node "${name}" has no branch with index ${index}.`)
}

/** The output of a node through which its data came here, found by walking back. */
export function outputTowards(view: RunView, name: string): number {
  const seen = new Set<string>()
  let level: readonly (SourceRef | null)[] = view.sources
  while (level.length > 0) {
    const next: (SourceRef | null)[] = []
    for (const source of level) {
      if (source === null || seen.has(`${source.node}\n${source.run}`)) continue
      if (source.node === name) return source.output
      seen.add(`${source.node}\n${source.run}`)
      next.push(...(view.node(source.node)?.runs[source.run]?.sources ?? []))
    }
    level = next
  }
  return 0
}
