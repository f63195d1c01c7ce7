import { createHash } from 'node:crypto'
import { strongestEffect, type EffectClass } from '@steward/contract/effect'
import { type QueryClass, queryClasses, type TouchedTable } from '../target.ts'
import { isPlain, within } from './operation/check-values.ts'
import { methods } from './operation/methods.ts'
import type { Change, Operation } from './operation/operation.ts'
import { readPipeline } from './operation/pipeline.ts'

/** What one operation does and touches. */
export type Classed = { readonly class: QueryClass; readonly effect: EffectClass; readonly tables: readonly TouchedTable[] }

export const isStronger = (one: QueryClass, other: QueryClass): boolean => queryClasses.indexOf(one) > queryClasses.indexOf(other)

export const strongest = (classes: readonly QueryClass[]): QueryClass =>
  classes.reduce<QueryClass>((a, b) => (isStronger(b, a) ? b : a), 'read')

export function classify(operation: Operation): Classed {
  switch (operation.kind) {
    case 'aggregate': {
      const { from, into } = readPipeline(operation.pipeline)
      const reads = [table(operation.collection, ['*'], 'read'), ...from.map((name) => table(name, ['*'], 'read'))]
      if (into === null) return { class: 'read', effect: 'read', tables: reads }
      return {
        class: 'write',
        effect: into.isReplaced ? 'delete' : 'write',
        tables: [...reads, table(into.collection, ['*'], 'write')],
      }
    }
    case 'change':
      return {
        class: 'write',
        effect: strongestEffect(operation.parts.map((part) => (part.kind === 'delete' ? 'delete' : 'write'))),
        tables: [table(operation.collection, changedFields(operation), 'write')],
      }
    case 'schema': {
      const method = {
        create_index: 'createIndex',
        drop_index: 'dropIndex',
        drop_indexes: 'dropIndexes',
        create: 'createCollection',
        drop: 'drop',
        rename: 'renameCollection',
      }[operation.act.kind]
      const drops = operation.act.kind === 'rename' && operation.act.dropsTarget
      const to = operation.act.kind === 'rename' ? [table(operation.act.to, ['*'], 'write')] : []
      return {
        class: 'schema',
        effect: drops ? 'delete' : (methods[method]?.effect ?? 'delete'),
        tables: [table(operation.collection, ['*'], 'write'), ...to],
      }
    }
    case 'find':
      return {
        class: 'read',
        effect: 'read',
        tables: [table(operation.collection, shownFields(operation.projection, operation), 'read')],
      }
    case 'count':
      return { class: 'read', effect: 'read', tables: [table(operation.collection, fieldsOf(operation.filter), 'read')] }
    case 'distinct':
      return {
        class: 'read',
        effect: 'read',
        tables: [table(operation.collection, [operation.field, ...fieldsOf(operation.filter)], 'read')],
      }
    case 'estimated_count':
    case 'indexes':
      break
  }
  return { class: 'read', effect: 'read', tables: [table(operation.collection, [], 'read')] }
}

const table = (name: string, columns: readonly string[], access: TouchedTable['access']): TouchedTable => ({
  schema: null,
  name,
  columns: [...new Set(columns)],
  access,
})

/** The fields that a condition names. */
export function fieldsOf(filter: unknown): string[] {
  const names = [...within(filter)].map(({ key }) => key).filter((key) => !key.startsWith('$'))
  return [...new Set(names)]
}

function shownFields(projection: unknown, find: { readonly filter: unknown; readonly sort: unknown }): string[] {
  const shown = isPlain(projection) ? Object.entries(projection).filter(([, value]) => value !== 0 && value !== false) : []
  return shown.length === 0 ? ['*'] : [...shown.map(([key]) => key), ...fieldsOf(find.filter), ...fieldsOf(find.sort ?? {})]
}

function changedFields(change: Change): string[] {
  return change.parts.flatMap((part) => {
    if (part.kind === 'insert') return part.documents.flatMap((document) => Object.keys(document))
    if (part.kind === 'delete') return ['*']
    if (part.isReplacement || Array.isArray(part.update)) return ['*']
    return Object.values(part.update).flatMap((fields) => (isPlain(fields) ? Object.keys(fields) : []))
  })
}

/** The same for operations that differ in nothing but values. */
export function fingerprintOf(shapes: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(shapes.map(shapeOf)))
    .digest('hex')
    .slice(0, 32)
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (!isPlain(value)) return typeof value === 'string' && value.startsWith('$') ? value : '?'
  const named = ['kind', 'collection', 'field', 'to', 'from', 'as', 'coll', 'isMany', 'isUpsert']
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, named.includes(key) && typeof inner !== 'object' ? inner : shapeOf(inner)]),
  )
}
