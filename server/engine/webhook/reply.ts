import type { Item, JsonObject, JsonValue } from '@steward/contract/item'
import type { NodeView, WebhookAnswer } from '@steward/sdk/node'
import { getPath, toText } from '#engine/data'

/** What a webhook answers at once, when its call is stored. */
export function immediateReply(node: NodeView): WebhookAnswer {
  const options = optionsOf(node)
  const text = options['responseData']
  if (options['noResponseBody'] === true) return answer(node, undefined)
  return answer(node, typeof text === 'string' && text !== '' ? text : { message: 'Workflow was started' })
}

/** What a webhook answers when its workflow is done, from the items of the last node. */
export function lastNodeReply(node: NodeView, items: readonly Item[]): WebhookAnswer {
  const { parameters } = node
  const first = items[0]
  switch (toText(parameters['responseData'] ?? 'firstEntryJson')) {
    case 'noData':
      return answer(node, undefined)
    case 'allEntries':
      return answer(
        node,
        items.map((item) => item.json),
      )
    case 'firstEntryBinary': {
      const name =
        typeof parameters['responseBinaryPropertyName'] === 'string' ? parameters['responseBinaryPropertyName'] : 'data'
      const binary = first?.binary?.[name]
      if (binary === undefined)
        return { status: 500, headers: {}, body: { message: `The last node gave no file named "${name}" to answer with.` } }
      return { ...answer(node, undefined), binary }
    }
    default:
      return answer(
        node,
        first === undefined ? { message: 'The workflow gave no item to answer with.' } : propertyOf(node, first.json),
      )
  }
}

function propertyOf(node: NodeView, json: JsonObject): JsonValue {
  const property = optionsOf(node)['responsePropertyName']
  if (typeof property !== 'string' || property === '') return json
  return (getPath(json, property) as JsonValue | undefined) ?? null
}

function answer(node: NodeView, body: JsonValue | undefined): WebhookAnswer {
  const options = optionsOf(node)
  const headers: Record<string, string> = {}
  const { entries } = (options['responseHeaders'] ?? {}) as { entries?: unknown }
  for (const entry of Array.isArray(entries) ? (entries as { name?: unknown; value?: unknown }[]) : [])
    addHeader(headers, entry.name, entry.value)
  const type = options['responseContentType']
  if (typeof type === 'string' && type !== '') headers['content-type'] = type
  return { status: statusOf(node), headers, body }
}

/** Adds a header; one that HTTP cannot carry (a line break would begin another header) is left out. */
export function addHeader(headers: Record<string, string>, name: unknown, value: unknown): void {
  if (typeof name !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return
  headers[name.toLowerCase()] = toText(value ?? '').replaceAll(/[\r\n\0]+/g, ' ')
}

/** Old versions keep the status beside the options, newer ones inside, as a value or a custom code. */
function statusOf(node: NodeView): number {
  const inside = (optionsOf(node)['responseCode'] ?? {}) as { values?: { responseCode?: unknown; customCode?: unknown } }
  const { responseCode, customCode } = inside.values ?? {}
  const chosen = Number(responseCode === 'customCode' ? customCode : (responseCode ?? node.parameters['responseCode'] ?? 200))
  return Number.isInteger(chosen) && chosen >= 200 && chosen <= 599 ? chosen : 200
}

const optionsOf = (node: NodeView) => (node.parameters['options'] ?? {}) as JsonObject
