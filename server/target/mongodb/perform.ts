import type { Document } from 'mongodb'
import type { MaskedColumn, QueryClass } from '../target.ts'
import { TargetError } from '../target.ts'
import { classify, isStronger } from './classify.ts'
import { assertUnmasked } from './mask/assert-unmasked.ts'
import type { Aggregate, Operation } from './operation/operation.ts'
import { readPipeline } from './operation/pipeline.ts'
import { maskedRefusal, refusal } from './refusal.ts'
import { runChange } from './run/run-change.ts'
import { type Answer, runRead } from './run/run-read.ts'
import { runSchema } from './run/run-schema.ts'
import { apart, type Unit } from './run/unit.ts'

/** Refuses what is stronger than was approved, and what looks into hidden fields. Touches nothing. */
export function assertAllowed(operation: Operation, allowed: QueryClass, masked: readonly MaskedColumn[]): void {
  const { class: own } = classify(operation)
  if (isStronger(own, allowed)) throw refusal(`This is of class ${own}, and ${allowed} was approved.`, 'class')
  assertUnmasked(operation, masked)
}

/** Carries out one operation that is allowed. */
export async function perform(unit: Unit, operation: Operation, most: number): Promise<Answer> {
  await assertNoView(unit, operation)
  switch (operation.kind) {
    case 'change': {
      const { numbers, document } = await runChange(unit, operation)
      if (operation.returns === 'numbers') return one('values', numbers)
      return document === null || document === undefined ? none() : one('documents', document)
    }
    case 'schema':
      return one('values', await runSchema(unit, operation))
    case 'aggregate':
      return readPipeline(operation.pipeline).into === null
        ? runRead(unit, operation, most)
        : one('values', await writePipeline(unit, operation))
    case 'find':
    case 'count':
    case 'estimated_count':
    case 'distinct':
    case 'indexes':
      break
  }
  return runRead(unit, operation, most)
}

const one = (shape: Answer['shape'], row: Document): Answer => ({
  shape,
  rows: (async function* () {
    yield row
  })(),
})
const none = (): Answer => ({ shape: 'documents', rows: (async function* () {})() })

/**
 * A view shows fields of another collection, perhaps under other names, so a rule that hides fields of the collection
 * cannot be held to it.
 */
export async function assertNoView(unit: Unit, operation: Operation): Promise<void> {
  if (unit.masked.length === 0) return
  const names = classify(operation).tables.map((table) => table.name)
  const found = await unit.db.listCollections({ name: { $in: names } }, apart(unit)).toArray()
  const view = found.find((collection) => collection.type === 'view')
  if (view !== undefined)
    throw maskedRefusal(`${view.name} is a view, and fields of this database are hidden: ask the collection behind it.`)
}

/** `$out` and `$merge`: what they will write is counted first, for no transaction can take it back. */
async function writePipeline(unit: Unit, { collection: name, pipeline }: Aggregate): Promise<Document> {
  const { into } = readPipeline(pipeline)
  if (into === null) throw new TargetError('refused', 'The pipeline does not write.')
  if (unit.isTransactional)
    throw refusal('A pipeline that writes cannot be part of a script: it cannot be taken back with the rest. Run it as a query.')
  const collection = unit.db.collection(name)
  const [counted] = await collection.aggregate([...pipeline.slice(0, -1), { $count: 'count' }], apart(unit)).toArray()
  const replaced = into.isReplaced ? await unit.db.collection(into.collection).countDocuments({}, apart(unit)) : 0
  const count = Number(counted?.['count'] ?? 0)
  unit.book.assertRoom(count + replaced)
  unit.doubt.isInDoubt = true
  await collection.aggregate([...pipeline], apart(unit)).toArray()
  unit.doubt.isInDoubt = false
  unit.book.count(count + replaced, false)
  return { into: into.collection, written: count, replaced }
}
