import type { Item } from '@steward/contract/item'
import { ExpressionError } from '../error.ts'
import { getExecutedNode, getNode, itemsOf } from './node-data.ts'
import { Host } from './host.ts'
import { pairedItem } from './pairing.ts'
import type { ExpressionScope } from './scope.ts'

const optionalIndex = (value: unknown) => (value === undefined || value === null ? undefined : Number(value))

/** `$('name')` */
export function hostOfNode(scope: ExpressionScope, name: string): Host {
  const { view } = scope
  getNode(view, name)
  const items = (output: unknown, run: unknown) => itemsOf(view, name, optionalIndex(output), optionalIndex(run))
  const matching = (index: unknown) => {
    if (index === undefined) {
      throw new ExpressionError('Missing item index for .itemMatching()', {
        description: `Write $('${name}').itemMatching($itemIndex), for example.`,
      })
    }
    return scope.give(pairedItem(view, name, Number(index)))
  }
  return new Host({
    item: () => scope.give(pairedItem(view, name, scope.itemIndex)),
    pairedItem: () => (index?: unknown) => matching(index ?? scope.itemIndex),
    itemMatching: () => matching,
    first: () => (output?: unknown, run?: unknown) => scope.give(items(output, run)[0]),
    last: () => (output?: unknown, run?: unknown) => scope.give(items(output, run).at(-1)),
    all: () => (output?: unknown, run?: unknown) => scope.give(items(output, run)),
    isExecuted: () => getNode(view, name).runs.length > 0,
    context: () => scope.give(getNode(view, name).memory),
    params: () => parametersOf(scope, getNode(view, name).parameters),
  })
}

/** `$node['name']` */
export function legacyHostOfNode(scope: ExpressionScope, name: string): Host {
  const { view } = scope
  getNode(view, name)
  const current = (): Item => {
    const items = itemsOf(view, name)
    const item = items[scope.itemIndex]
    if (item !== undefined) return item
    throw new ExpressionError(
      `Node "${name}" has ${items.length} item(s), but the expression asks for item ${scope.itemIndex} (counted from 0)`,
      { description: `Use $('${name}').item, which follows the pairing of items, or $('${name}').first().` },
    )
  }
  return new Host({
    json: () => scope.give(current().json),
    data: () => scope.give(current().json),
    binary: () => scope.give(current().binary ?? {}),
    context: () => scope.give(getNode(view, name).memory),
    parameter: () => parametersOf(scope, getNode(view, name).parameters),
    runIndex: () => getExecutedNode(view, name).runs.length - 1,
  })
}

/** Parameters of a node, each resolved when it is read. */
export function parametersOf(scope: ExpressionScope, parameters: Readonly<Record<string, unknown>>, raw = false): Host {
  const read = (key: string) => {
    const value = Object.hasOwn(parameters, key) ? parameters[key] : undefined
    if (raw) return scope.give(value)
    if (scope.depth > 10) throw new ExpressionError(`The parameter "${key}" refers to itself`)
    scope.depth++
    try {
      return scope.give(scope.source.evaluator.resolve(value, scope))
    } finally {
      scope.depth--
    }
  }
  return new Host({}, { read, keys: () => Object.keys(parameters) })
}
