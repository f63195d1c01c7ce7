import { type JsonObject, type NodeCall, NodeError } from '@steward/sdk/node'
import { text } from '../parameter.ts'

export type Target = { readonly id: string } | { readonly document: JsonObject }

/** Which workflow is called for an item. */
export function readTarget(call: NodeCall, itemIndex: number): Target {
  const source = text(call, 'source', itemIndex, 'database')
  if (source === 'parameter') return { document: readDocument(call, itemIndex) }
  if (source !== 'database') {
    throw new NodeError(`A workflow cannot be called from a ${source === 'url' ? 'web address' : 'file'}.`, {
      description: 'Import it, and choose it as a stored workflow.',
      itemIndex,
      retryable: false,
    })
  }
  const id = idOf(call.param<unknown>('workflowId', itemIndex))
  if (id === '') throw new NodeError('Choose the workflow to call.', { itemIndex, parameter: 'workflowId', retryable: false })
  return { id }
}

/** The called workflow for the risk sheet, as far as it is known without running. */
export function shownTarget(parameters: JsonObject): string | null {
  if (parameters['source'] === 'parameter') return 'workflow in the parameters'
  const chosen = parameters['workflowId']
  const label = typeof chosen === 'object' && chosen !== null && !Array.isArray(chosen) ? chosen['cachedResultName'] : undefined
  return typeof label === 'string' && label !== '' ? label : idOf(chosen) || null
}

/** A plain id, or the value of a resource locator. */
function idOf(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'value' in value ? value.value : value
  return typeof id === 'string' || typeof id === 'number' ? String(id).trim() : ''
}

function readDocument(call: NodeCall, itemIndex: number): JsonObject {
  const raw = call.param<unknown>('workflowJson', itemIndex)
  const document = typeof raw === 'string' ? parse(raw) : raw
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as JsonObject
  throw new NodeError('The workflow to call is not valid JSON.', { itemIndex, retryable: false })
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}
