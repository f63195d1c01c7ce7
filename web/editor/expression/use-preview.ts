import type { PreviewResult } from '@steward/contract/api/preview'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { type PreviewPlace, previewQuery } from '../../api/preview.ts'
import { type ExpressionContext } from './expression-context.ts'
import { usePlace, useValues } from './values-context.tsx'

const restMs = 200

/** Where expressions of a node are worked out: what is told, and for the rest what the panes around it show. */
export function usePreviewPlace(context: ExpressionContext): PreviewPlace | undefined {
  const values = useValues()
  const { runIndex, itemIndex } = usePlace()
  const workflowId = context.workflowId ?? values?.workflowId
  if (workflowId === undefined) return undefined
  const executionId = context.executionId ?? values?.execution?.summary.id ?? values?.earlier?.summary.id
  return { workflowId, node: context.nodeId, executionId, runIndex, itemIndex: context.itemIndex ?? itemIndex }
}

/** What a text gives now, asked when the keys rest; what was known before stays until then. */
export function usePreview(context: ExpressionContext, text: string) {
  const place = usePreviewPlace(context)
  const [rested] = useDebouncedValue(text, restMs)
  const stamp = stampOf(useValues()?.document)
  return useQuery({ ...previewQuery(place, rested, stamp), placeholderData: keepPreviousData })
}

const stamps = new WeakMap<object, number>()
let last = 0

/** Another number where edges or pins are others: what is previewed then is something else. */
export function stampOf(document: WorkflowDocument | undefined): number {
  if (document === undefined) return 0
  return numberOf(document.edges) * 100_003 + (document.pins === undefined ? 0 : numberOf(document.pins))
}

function numberOf(part: object): number {
  const known = stamps.get(part)
  if (known !== undefined) return known
  stamps.set(part, ++last)
  return last
}

/** What is wrong with a text, where its place is known. */
export function faultOf(result: PreviewResult | undefined): { readonly message: string; readonly at: number } | undefined {
  if (result === undefined || !('error' in result) || result.error.at === null) return undefined
  const { message, description, at } = result.error
  // The leading `=` is not shown.
  return { message: description ?? message, at: Math.max(0, at - 1) }
}

export type Previewed = ReturnType<typeof usePreview>
