import type { Execution } from '@steward/contract/api/execution'
import { useQuery } from '@tanstack/react-query'
import { undoQuery } from '../../api/undo.ts'
import { mayHaveDone } from './undo-dialog.tsx'

/** The place of the first node execution whose effect is taken back: nothing goes on from after it. Infinity for none. */
export function useFirstTakenBack({ summary, nodes }: Execution): number {
  const plan = useQuery({ ...undoQuery(summary.id), enabled: mayHaveDone(summary) })
  const gone = (plan.data?.effects ?? []).filter(({ state }) => state === 'undone' || state === 'undoing')
  const isGone = (node: Execution['nodes'][number]) =>
    gone.some(({ nodeId, runIndex }) => nodeId === node.nodeId && runIndex === node.runIndex)
  return nodes.find((node) => node.status === 'completed' && isGone(node))?.index ?? Infinity
}
