import type { NodeExecution } from '@steward/contract/api/execution'
import { useQuery } from '@tanstack/react-query'
import { nodeExecutionQuery } from '../../api/executions.ts'

/** The items of a node execution: from the execution where they came along, else asked for. */
export function useItems(executionId: string | undefined, execution: NodeExecution | undefined) {
  const finished = execution !== undefined && execution.status !== 'running'
  const here = execution?.inputs !== undefined && execution.outputs !== undefined
  const asked = useQuery({
    ...nodeExecutionQuery(executionId ?? '', execution?.index ?? 0, finished),
    enabled: executionId !== undefined && finished && !here,
  })
  const source = here ? execution : asked.data
  return {
    inputs: source?.inputs,
    outputs: source?.outputs,
    isPending: finished && !here && asked.isPending && executionId !== undefined,
    error: asked.error,
  }
}
