import type { AbstractCursor, Document } from 'mongodb'
import { hide } from '../mask/hide.ts'
import { masksOfOperation } from '../mask/assert-unmasked.ts'
import type { Aggregate, Find, Read } from '../operation/operation.ts'
import { apart, faithful, faithfulCommand, type Unit } from './unit.ts'

/** Documents as they come. `documents` are shown whole beside their fields, `values` are numbers and names. */
export type Answer = { readonly shape: 'documents' | 'values'; readonly rows: AsyncIterable<Document> }

const batchSize = 200

/** Asks the database. `most` documents are wanted at most; one more is asked for, to tell truthfully that there are more. */
export async function runRead(unit: Unit, read: Read, most: number): Promise<Answer> {
  const answer = await askFor(unit, read, most)
  const masks = masksOfOperation(read, unit.masked)
  return masks.length === 0 ? answer : { ...answer, rows: hiding(answer.rows, masks) }
}

async function* hiding(rows: AsyncIterable<Document>, masks: Parameters<typeof hide>[1]): AsyncGenerator<Document> {
  for await (const row of rows) yield hide(row, masks)
}

async function askFor(unit: Unit, read: Read, most: number): Promise<Answer> {
  const collection = unit.db.collection(read.collection)
  switch (read.kind) {
    case 'find':
      if (read.explain !== undefined) return values([await explainFind(unit, read)])
      return documents(
        collection.find(read.filter, { ...faithful(unit), ...findOptions(read), limit: least(read.limit, most + 1), batchSize }),
      )
    case 'aggregate': {
      if (read.explain !== undefined) return values([await explainAggregate(unit, read)])
      return documents(collection.aggregate([...read.pipeline, { $limit: most + 1 }], { ...faithful(unit), batchSize }))
    }
    case 'count':
      return values([{ count: await collection.countDocuments(read.filter, { ...apart(unit), session: unit.session }) }])
    case 'estimated_count':
      return values([{ count: await collection.estimatedDocumentCount(apart(unit)) }])
    case 'distinct': {
      const found = (await collection.distinct(read.field, read.filter, faithfulCommand(unit))) as unknown[]
      return values(found.map((value) => ({ [read.field]: value })))
    }
    case 'indexes':
      break
  }
  return values(await collection.listIndexes(apart(unit)).toArray())
}

const least = (limit: number, most: number): number => (limit === 0 ? most : Math.min(limit, most))

function findOptions({ projection, sort, skip, hint }: Find) {
  return {
    ...(projection === undefined ? {} : { projection }),
    ...(sort === undefined ? {} : { sort }),
    ...(hint === undefined ? {} : { hint }),
    skip,
  }
}

const explainFind = (unit: Unit, find: Find): Promise<Document> =>
  unit.db
    .collection(find.collection)
    .find(find.filter, { ...apart(unit), ...findOptions(find), limit: find.limit })
    .explain(find.explain ?? 'queryPlanner') as Promise<Document>

const explainAggregate = (unit: Unit, aggregate: Aggregate): Promise<Document> =>
  unit.db
    .collection(aggregate.collection)
    .aggregate([...aggregate.pipeline], apart(unit))
    .explain(aggregate.explain ?? 'queryPlanner') as Promise<Document>

const documents = (cursor: AbstractCursor<Document>): Answer => ({ shape: 'documents', rows: closing(cursor) })

/** The cursor is closed at the server too when nobody reads on. */
async function* closing(cursor: AbstractCursor<Document>): AsyncGenerator<Document> {
  try {
    for await (const document of cursor) yield document
  } finally {
    await cursor.close().catch(() => undefined)
  }
}

const values = (rows: readonly Document[]): Answer => ({
  shape: 'values',
  rows: (async function* () {
    yield* rows
  })(),
})
