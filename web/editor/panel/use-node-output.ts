import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { useQuery } from '@tanstack/react-query'
import { executionQuery } from '../../api/executions.ts'
import { useValues } from '../expression/values-context.tsx'
import { type Items, useItems } from './use-items.ts'

type Wanted = {
  readonly document: WorkflowDocument
  readonly executionId: string | undefined
  readonly node: WorkflowNode | undefined
  /** Which execution of the node; the last one where there is no such. */
  readonly runIndex?: number | undefined
}

export type NodeOutput = {
  readonly outputs: readonly (readonly unknown[])[] | undefined
  readonly asked: Items
  readonly isPinned: boolean
  /** The execution whose items these are. */
  readonly execution: Execution | undefined
  readonly isExpected: boolean
}

/** What a node gives: what is pinned to it, else what it gave in the execution that is shown, else in one before. */
export function useNodeOutput({ document, executionId, node, runIndex }: Wanted): NodeOutput {
  const earlier = useValues()?.earlier
  const { data: shown } = useQuery({ ...executionQuery(executionId ?? ''), enabled: executionId !== undefined })
  const here = runOf(shown, node, runIndex)
  const before = here === undefined ? runOf(earlier, node, runIndex) : undefined
  const execution = here !== undefined ? shown : before !== undefined ? earlier : undefined
  const pins = node === undefined ? undefined : document.pins?.[node.name]
  const asked = useItems(
    pins === undefined ? execution?.summary.id : undefined,
    pins === undefined ? (here ?? before) : undefined,
  )
  return {
    outputs: pins === undefined ? asked.outputs : [pins],
    asked,
    isPinned: pins !== undefined,
    execution: pins === undefined ? execution : undefined,
    isExpected: pins === undefined && here === undefined && before !== undefined,
  }
}

function runOf(
  execution: Execution | undefined,
  node: WorkflowNode | undefined,
  runIndex: number | undefined,
): NodeExecution | undefined {
  const runs = execution?.nodes.filter(({ nodeId, status }) => nodeId === node?.id && status !== 'running') ?? []
  return runs.find((one) => one.runIndex === runIndex) ?? runs.at(-1)
}
