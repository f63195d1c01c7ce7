import type { NodeExecution } from '@steward/contract/api/execution'

const none: ReadonlyMap<string, string> = new Map()

/** What the last execution of a node says about single parameters of it. */
export function fieldProblems(executions: readonly NodeExecution[], say: (message: string, itemIndex: number | null) => string) {
  const error = executions.at(-1)?.error
  return error?.parameter === undefined ? none : new Map([[error.parameter, say(error.message, error.itemIndex)]])
}
