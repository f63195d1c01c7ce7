import type { Execution } from '@steward/contract/api/execution'

/** The whole workflow, started by hand, and no node failed: not even one whose failure it goes on after. */
export function wentWell(execution: Execution | undefined): boolean {
  if (execution === undefined) return false
  const { status, mode, partial } = execution.summary
  const isWhole = status === 'completed' && mode === 'manual' && (partial ?? null) === null
  return isWhole && execution.nodes.every((node) => node.status !== 'failed')
}
