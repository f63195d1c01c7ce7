import type { WorkflowNode } from '@steward/contract/workflow'
import { isObject } from '../parse-json.ts'

/** Pinned output by the new names of nodes. Items without a `json` of their own are wrapped, as n8n reads them. */
export function readPins(
  value: unknown,
  byName: ReadonlyMap<string, WorkflowNode>,
  notices: string[],
): Record<string, unknown[]> | undefined {
  if (!isObject(value)) return undefined
  const pins: Record<string, unknown[]> = {}
  for (const [name, items] of Object.entries(value)) {
    const node = byName.get(name)
    const list = Array.isArray(items) ? (items as unknown[]) : isObject(items) ? [items] : undefined
    if (node === undefined || list === undefined) {
      notices.push(
        `Pinned data of "${name.slice(0, 60)}" was left out: ${node === undefined ? 'there is no such node' : 'it is no list of items'}.`,
      )
      continue
    }
    pins[node.name] = list.map((item) => (isObject(item) ? ('json' in item ? item : { json: item }) : { json: { value: item } }))
  }
  const names = Object.keys(pins)
  if (names.length === 0) return undefined
  notices.push(
    `Pinned data is kept for ${names.map((name) => `"${name.slice(0, 60)}"`).join(', ')}; only executions started by hand use it.`,
  )
  return pins
}
