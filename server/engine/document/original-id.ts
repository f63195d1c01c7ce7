import type { WorkflowDocument } from '@steward/contract/workflow'
import { isObject } from './parse-json.ts'

/** The id that a workflow had where it was exported, by which other workflows of the same export call it. */
export function originalId({ meta }: WorkflowDocument): string | undefined {
  const kept = meta?.['n8n']
  const id = isObject(kept) ? kept['id'] : meta?.['id']
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
}
