import type { Document } from 'mongodb'
import { refusal } from '../refusal.ts'
import type { Called, ShellCall } from '../shell/shell-call.ts'
import { assertCount, filterOf, objectOf, optionsOf, wholeNumber } from './arguments.ts'
import { isPlain } from './check-values.ts'
import { methods, refusedMethods } from './methods.ts'
import type { Aggregate, Explain, Find, Operation } from './operation.ts'
import { assertCollection, readPipeline } from './pipeline.ts'
import { changeOf } from './to-change.ts'
import { schemaOf } from './to-schema.ts'

/** What a call of the shell asks for, with every value checked. Refuses what is not known. */
export function toOperation(call: ShellCall): Operation {
  const { method, modifiers } = call
  if (Object.hasOwn(refusedMethods, method.name)) throw refusal(String(refusedMethods[method.name]))
  if (call.collection === null && method.name !== 'createCollection')
    throw refusal(`db.${method.name} is refused. A query has the form db.<collection>.<method>(…).`)
  if (!Object.hasOwn(methods, method.name))
    throw refusal(`${method.name} is not among the methods that can be called here: ${Object.keys(methods).join(', ')}.`)
  for (const { name } of modifiers) if (Object.hasOwn(refusedMethods, name)) throw refusal(String(refusedMethods[name]))
  const kind = methods[method.name]?.class
  if (kind !== 'read' && modifiers.length > 0) throw refusal(`Nothing can follow ${method.name}(…).`)
  if (kind === 'schema') return schemaOf(call)
  const collection = assertCollection(call.collection ?? '')
  return kind === 'write' ? changeOf(collection, method) : readOf(collection, method, modifiers)
}

function readOf(collection: string, method: Called, modifiers: readonly Called[]): Operation {
  const [first, second, third] = method.args
  switch (method.name) {
    case 'find':
      assertCount(method, 3)
      return modifyFind(findOf(collection, { filter: first, projection: second, options: third }), modifiers)
    case 'findOne': {
      assertCount(method, 3)
      const find = findOf(collection, { filter: first, projection: second, options: third })
      return modifyFind({ ...find, limit: 1 }, modifiers)
    }
    case 'aggregate':
      assertCount(method, 2)
      return modifyAggregate(aggregateOf(collection, first, second), modifiers)
    case 'countDocuments':
    case 'count':
      assertCount(method, 1)
      assertNothing(method, modifiers)
      return { kind: 'count', collection, filter: filterOf(first) }
    case 'estimatedDocumentCount':
      assertCount(method, 0)
      assertNothing(method, modifiers)
      return { kind: 'estimated_count', collection }
    case 'distinct':
      assertCount(method, 2)
      assertNothing(method, modifiers)
      if (typeof first !== 'string' || first.startsWith('$'))
        throw refusal("distinct is given the name of a field: distinct('state').")
      return { kind: 'distinct', collection, field: first, filter: filterOf(second) }
    default:
      assertCount(method, 0)
      assertNothing(method, modifiers)
      return { kind: 'indexes', collection }
  }
}

function assertNothing(method: Called, modifiers: readonly Called[]): void {
  const [modifier] = modifiers
  if (modifier !== undefined) throw refusal(`${modifier.name} cannot follow ${method.name}(…).`)
}

function findOf(collection: string, given: { filter: unknown; projection: unknown; options: unknown }): Find {
  const options = optionsOf(given.options, { projection: 'object', sort: 'object', skip: 'number', limit: 'number' })
  return {
    kind: 'find',
    collection,
    filter: filterOf(given.filter),
    projection: objectOf(given.projection ?? options['projection'], 'A projection'),
    sort: objectOf(options['sort'], 'A sort'),
    skip: wholeNumber(options['skip'] ?? 0, 'skip'),
    limit: wholeNumber(options['limit'] ?? 0, 'limit'),
    hint: undefined,
    explain: undefined,
  }
}

/** What is without a meaning here: limits are Steward's, and all documents are given anyway. */
const ignored = new Set(['batchSize', 'comment', 'itcount', 'maxTimeMS', 'pretty', 'toArray'])

function modifyFind(find: Find, modifiers: readonly Called[]): Operation {
  let result: Find = find
  for (const [index, modifier] of modifiers.entries()) {
    const [first] = modifier.args
    assertCount(modifier, 1)
    if (ignored.has(modifier.name)) continue
    if (modifier.name === 'sort') result = { ...result, sort: filterOf(first, 'A sort') }
    else if (modifier.name === 'limit') result = { ...result, limit: wholeNumber(first, 'limit') }
    else if (modifier.name === 'skip') result = { ...result, skip: wholeNumber(first, 'skip') }
    else if (modifier.name === 'projection' || modifier.name === 'project')
      result = { ...result, projection: filterOf(first, 'A projection') }
    else if (modifier.name === 'hint') result = { ...result, hint: hintOf(first) }
    else if (modifier.name === 'explain') result = { ...result, explain: explainOf(first) }
    else if (modifier.name === 'count' && index === modifiers.length - 1)
      return { kind: 'count', collection: find.collection, filter: find.filter }
    else throw refusal(`${modifier.name} cannot follow find(…).`)
  }
  return result
}

function aggregateOf(collection: string, first: unknown, second: unknown): Aggregate {
  const options = optionsOf(second, { allowDiskUse: 'boolean', explain: 'boolean' })
  const pipeline = (first === undefined ? [] : isPlain(first) ? [first] : first) as Document[]
  readPipeline(pipeline)
  return { kind: 'aggregate', collection, pipeline, explain: options['explain'] === true ? 'queryPlanner' : undefined }
}

function modifyAggregate(aggregate: Aggregate, modifiers: readonly Called[]): Aggregate {
  let result = aggregate
  for (const modifier of modifiers) {
    assertCount(modifier, 1)
    if (ignored.has(modifier.name)) continue
    if (modifier.name !== 'explain') throw refusal(`${modifier.name} cannot follow aggregate(…).`)
    result = { ...result, explain: explainOf(modifier.args[0]) }
  }
  if (result.explain !== undefined && readPipeline(result.pipeline).into !== null)
    throw refusal('A pipeline that writes cannot be explained.')
  return result
}

function hintOf(value: unknown): Document | string {
  return typeof value === 'string' ? value : filterOf(value, 'A hint')
}

function explainOf(value: unknown): Explain {
  if (value === undefined || value === 'queryPlanner') return 'queryPlanner'
  if (value === 'executionStats') return value
  throw refusal("explain is given nothing, 'queryPlanner' or 'executionStats'.")
}
