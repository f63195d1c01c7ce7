import type { Document } from 'mongodb'
import { refusal } from '../refusal.ts'
import type { ShellCall } from '../shell/shell-call.ts'
import { assertCount, filterOf, optionsOf } from './arguments.ts'
import { isPlain } from './check-values.ts'
import type { Schema } from './operation.ts'
import { assertCollection } from './pipeline.ts'

const indexOptions = {
  name: 'string',
  unique: 'boolean',
  sparse: 'boolean',
  hidden: 'boolean',
  background: 'boolean',
  expireAfterSeconds: 'number',
  partialFilterExpression: 'object',
} as const

const collectionOptions = { capped: 'boolean', size: 'number', max: 'number' } as const

export function schemaOf({ collection: named, method }: ShellCall): Schema {
  const [first, second] = method.args
  assertCount(method, 2)
  if (method.name === 'createCollection') {
    if (named !== null || typeof first !== 'string') throw refusal("A collection is made by db.createCollection('name').")
    return {
      kind: 'schema',
      collection: assertCollection(first),
      act: { kind: 'create', options: optionsOf(second, collectionOptions) },
    }
  }
  return { kind: 'schema', collection: assertCollection(named ?? ''), act: actOf(method.name, first, second) }
}

function actOf(name: string, first: unknown, second: unknown): Schema['act'] {
  switch (name) {
    case 'createIndex':
      return { kind: 'create_index', keys: keysOf(first), options: optionsOf(second, indexOptions) }
    case 'dropIndex':
      if (first === '*') throw refusal('All indexes are dropped by dropIndexes().')
      return { kind: 'drop_index', index: typeof first === 'string' ? first : keysOf(first) }
    case 'dropIndexes':
      if (first !== undefined) throw refusal('One index is dropped by dropIndex(…).')
      return { kind: 'drop_indexes' }
    case 'drop':
      if (first !== undefined) throw refusal('drop is given nothing.')
      return { kind: 'drop' }
    default:
      if (typeof first !== 'string') throw refusal("renameCollection is given the new name: renameCollection('orders_2025').")
      if (second !== undefined && typeof second !== 'boolean')
        throw refusal('renameCollection is given true to drop what has the new name.')
      return { kind: 'rename', to: assertCollection(first), dropsTarget: second === true }
  }
}

function keysOf(value: unknown): Document {
  if (!isPlain(value) || Object.keys(value).length === 0) throw refusal('An index is given its fields: { email: 1 }.')
  return filterOf(value)
}
