import type { NodeView, Port } from '@steward/sdk/node'
import { getPath } from '#engine/data'

type Rule = { readonly outputKey?: unknown; readonly renameOutput?: unknown }

/** The outputs as the parameters draw them; nothing here depends on an item. */
export function outputsOf({ version, parameters }: NodeView): Port[] {
  const isExpression = parameters['mode'] === 'expression'
  if (version < 2) return numbered(4)
  if (version < 3)
    return isExpression ? numbered(countOf(parameters['outputsAmount'])) : rulesAt(parameters, 'rules.rules').map(portOf)
  if (isExpression) return numbered(countOf(parameters['numberOutputs']))
  const ports = rulesAt(parameters, 'rules.values', [{}]).map(portOf)
  if (getPath(parameters, 'options.fallbackOutput') !== 'extra') return ports
  const label = getPath(parameters, 'options.renameFallbackOutput')
  return [...ports, { name: 'fallback', label: typeof label === 'string' && label !== '' ? label : 'Fallback' }]
}

const numbered = (count: number): Port[] =>
  Array.from({ length: count }, (_, index) => ({ name: String(index), label: String(index) }))

// A number of outputs that comes from an expression is not known before the node runs; the form starts with four.
const countOf = (value: unknown) => (typeof value === 'number' && value >= 1 ? Math.min(Math.floor(value), 100) : 4)

function rulesAt(parameters: NodeView['parameters'], path: string, unset: readonly Rule[] = []): readonly Rule[] {
  const rules = getPath(parameters, path)
  return Array.isArray(rules) ? (rules as Rule[]) : unset
}

function portOf({ outputKey }: Rule, index: number): Port {
  return { name: String(index), label: typeof outputKey === 'string' && outputKey !== '' ? outputKey : String(index) }
}
