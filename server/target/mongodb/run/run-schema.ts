import type { Document } from 'mongodb'
import type { Schema } from '../operation/operation.ts'
import { apart, type Unit } from './unit.ts'

/** Changes what a database is made of. The server has no transactions for that. */
export async function runSchema(unit: Unit, schema: Schema): Promise<Document> {
  unit.doubt.isInDoubt = true
  const { collection, act } = schema
  const command = (body: Document) => unit.db.command({ ...body, ...apart(unit) })
  switch (act.kind) {
    case 'create_index': {
      const index = { key: act.keys, name: nameOf(act.keys), ...act.options }
      await command({ createIndexes: collection, indexes: [index] })
      return { index: index.name }
    }
    case 'drop_index':
      await command({ dropIndexes: collection, index: act.index })
      return { dropped: typeof act.index === 'string' ? act.index : nameOf(act.index) }
    case 'drop_indexes':
      await command({ dropIndexes: collection, index: '*' })
      return { dropped: 'all indexes' }
    case 'create':
      await command({ create: collection, ...act.options })
      return { created: collection }
    case 'drop':
      await command({ drop: collection })
      return { dropped: collection }
    case 'rename':
      break
  }
  const [from, to] = [collection, act.to].map((name) => `${unit.db.databaseName}.${name}`)
  await unit.db.admin().command({ renameCollection: from, to, dropTarget: act.dropsTarget, ...apart(unit) })
  return { renamed: act.to }
}

/** As the shell names an index: `state_1_at_-1`. */
const nameOf = (keys: Document): string =>
  Object.entries(keys)
    .map(([field, direction]) => `${field}_${String(direction)}`)
    .join('_')
