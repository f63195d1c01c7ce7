import type { NodeExecution } from '@steward/contract/api/execution'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nodeExecutionQuery } from '../../api/executions.ts'

/** More than these are shown when somebody asks for them. */
const askedForOver = 2_000

/** The items of a node execution: from the execution where they came along, else asked for. */
export function useItems(executionId: string | undefined, execution: NodeExecution | undefined) {
  const finished = execution !== undefined && execution.status !== 'running'
  const here = execution?.inputs !== undefined && execution.outputs !== undefined
  const [wanted, setWanted] = useState<string>()
  const key = `${executionId} ${execution?.index}`
  const count = countOf(execution)
  const isHeldBack = !here && count > askedForOver && wanted !== key
  const asked = useQuery({
    ...nodeExecutionQuery(executionId ?? '', execution?.index ?? 0, finished),
    enabled: executionId !== undefined && finished && !here && !isHeldBack,
    // What was looked at once is not kept long: it may be large.
    gcTime: 120_000,
  })
  const source = here ? execution : asked.data
  return {
    inputs: source?.inputs,
    outputs: source?.outputs,
    isPending: finished && !here && !isHeldBack && asked.isPending && executionId !== undefined,
    error: asked.error,
    /** Set where there are so many that they are shown only to who wants them. */
    heldBack: isHeldBack && finished ? { count, show: () => setWanted(key) } : undefined,
  }
}

export type Items = ReturnType<typeof useItems>

function countOf(execution: NodeExecution | undefined): number {
  if (execution === undefined) return 0
  const { inputs, outputs } = execution.itemCounts
  return [...inputs, ...outputs].reduce((sum, count) => sum + count, 0)
}
