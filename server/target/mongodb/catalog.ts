import type { Document } from 'mongodb'
import type { CatalogTable, MaskedColumn, ResultColumn } from '../target.ts'
import { bsonTypeOf, toJson } from './json.ts'
import { hide } from './mask/hide.ts'
import { masksOf } from './mask/masks.ts'
import { isPlain } from './operation/check-values.ts'
import { assertCollection } from './operation/pipeline.ts'
import { maskedRefusal } from './refusal.ts'
import { columnsOf, wholeColumn } from './run/write-result.ts'
import { apart, faithful, type Unit } from './run/unit.ts'

const looksAt = 20
const mostTables = 500
const deepest = 4

/** Collections with the fields that their documents have, as a few of them show. */
export async function readCatalog(unit: Unit, rowsMax: number): Promise<CatalogTable[]> {
  const listed = await unit.db.listCollections({}, { ...apart(unit), authorizedCollections: true, nameOnly: false }).toArray()
  const tables: CatalogTable[] = []
  const shown = listed.filter(({ name }) => !name.startsWith('system.')).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, type } of shown.slice(0, Math.min(rowsMax, mostTables))) {
    const collection = unit.db.collection(name)
    const isView = type === 'view'
    const documents = await collection.find({}, { ...faithful(unit), limit: looksAt }).toArray()
    // To count a view is to carry it out.
    const rows = isView ? null : await collection.estimatedDocumentCount(apart(unit))
    tables.push({ schema: null, name, kind: isView ? 'view' : 'collection', rows, columns: fieldsOf(documents) })
  }
  return tables
}

function fieldsOf(documents: readonly Document[]): CatalogTable['columns'] {
  const found = new Map<string, { types: Set<string>; count: number }>()
  for (const document of documents)
    for (const [path, value] of paths(document, '', 0)) {
      const field = found.get(path) ?? { types: new Set(), count: 0 }
      field.types.add(bsonTypeOf(value))
      field.count += 1
      found.set(path, field)
    }
  return [...found].map(([name, { types, count }]) => {
    const known = [...types].filter((type) => type !== 'null')
    return {
      name,
      type: known.length === 1 ? (known[0] ?? 'null') : known.length === 0 ? 'null' : 'mixed',
      isNullable: types.has('null') || count < documents.length,
      isKey: name === '_id',
    }
  })
}

function* paths(document: Document, prefix: string, depth: number): Generator<[string, unknown]> {
  for (const [key, value] of Object.entries(document)) {
    const path = `${prefix}${key}`
    yield [path, value]
    if (isPlain(value) && depth < deepest) yield* paths(value, `${path}.`, depth + 1)
  }
}

export type Sample = { readonly columns: readonly ResultColumn[]; readonly rows: readonly (readonly unknown[])[] }

export async function readSample(
  unit: Unit,
  name: string,
  options: { readonly rows: number; readonly masked: readonly MaskedColumn[] },
): Promise<Sample> {
  assertCollection(name)
  if (options.masked.length > 0) {
    const [found] = await unit.db.listCollections({ name }, apart(unit)).toArray()
    if (found?.type === 'view')
      throw maskedRefusal(`${name} is a view, and fields of this database are hidden: look at the collection behind it.`)
  }
  const masks = masksOf(options.masked, [name])
  const found = await unit.db
    .collection(name)
    .find({}, { ...faithful(unit), limit: options.rows })
    .toArray()
  const documents = found.slice(0, options.rows).map((document) => hide(document as Document, masks))
  const columns = columnsOf(documents, 'documents', masks)
  const rows = documents.map((document) => {
    const whole = toJson(document) as Record<string, unknown>
    return columns.map((column) => (column.name === wholeColumn ? whole : (whole[column.name] ?? null)))
  })
  return { columns, rows }
}
