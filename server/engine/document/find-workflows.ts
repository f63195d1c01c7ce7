import { isObject, parseJson } from './parse-json.ts'

export type FoundWorkflow =
  | { readonly format: 'steward' | 'n8n'; readonly raw: Record<string, unknown> }
  | { readonly format: 'none'; readonly why: string }

/** Keys under which exports wrap what they hold. */
const wrappers = ['workflow', 'workflows', 'data', 'workflowData'] as const

/** Parts of a workflow that a database dump holds as text. */
const jsonParts = ['nodes', 'connections', 'settings', 'pinData', 'meta', 'tags'] as const

const wrapsMax = 6

/** Every workflow in a value: alone, in a list, wrapped, or as text inside JSON. */
export function findWorkflows(value: unknown, wraps = 0): FoundWorkflow[] {
  if (wraps > wrapsMax) return [nothing('it is wrapped too many times')]
  if (typeof value === 'string') {
    const parsed = parseJson(value)
    return 'problem' in parsed ? [nothing('it is only a text')] : findWorkflows(parsed.value, wraps + 1)
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return [nothing('the list is empty')]
    return value.flatMap((one: unknown) => findWorkflows(one, wraps + 1))
  }
  if (!isObject(value)) return [nothing(`it is ${value === null ? 'null' : `a ${typeof value}`}`)]
  if (value['steward'] !== undefined) return [{ format: 'steward', raw: value }]

  const raw = unpackText(value)
  const hasNodes = Array.isArray(raw['nodes'])
  const key = wrappers.find((one) => isObject(value[one]) || Array.isArray(value[one]) || typeof value[one] === 'string')
  // A record of a template library lists the kinds of node it shows under "nodes" and holds the workflow itself in a wrapper.
  if (key !== undefined && !(hasNodes && isObject(raw['connections']))) {
    const inside = findWorkflows(value[key], wraps + 1)
    if (!hasNodes || inside.some((one) => one.format !== 'none')) return inside.map((one) => withTitle(one, value['name']))
  }
  return [hasNodes ? { format: 'n8n', raw } : nothing('it has no list "nodes"')]
}

/** A wrapper often carries the name that the workflow inside lacks. */
function withTitle(found: FoundWorkflow, name: unknown): FoundWorkflow {
  if (found.format !== 'n8n' || typeof name !== 'string' || found.raw['name'] !== undefined) return found
  return { ...found, raw: { ...found.raw, name } }
}

function unpackText(value: Record<string, unknown>): Record<string, unknown> {
  if (!jsonParts.some((key) => typeof value[key] === 'string')) return value
  const raw = { ...value }
  for (const key of jsonParts) {
    const part = raw[key]
    const parsed = typeof part === 'string' ? parseJson(part) : undefined
    if (parsed !== undefined && 'value' in parsed) raw[key] = parsed.value
  }
  return raw
}

function nothing(why: string): FoundWorkflow {
  return { format: 'none', why }
}
