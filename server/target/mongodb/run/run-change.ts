import { type Document, ObjectId } from 'mongodb'
import { TargetError } from '../../target.ts'
import { exactJson, exactText } from '../json.ts'
import { hide } from '../mask/hide.ts'
import { masksOf } from '../mask/masks.ts'
import type { Change, ChangePart, Delete, Insert, Update } from '../operation/operation.ts'
import { bounded, faithful, type Unit } from './unit.ts'

/** What a change did, in the words of the shell. */
export type ChangeAnswer = { readonly numbers: Document; readonly document: Document | null | undefined }

/** Without a transaction what is changed is named by its ids, and no command can name more. */
const mostPinned = 100_000

type Place = { readonly unit: Unit; readonly change: Change }
/** What is going to be changed, as it is now; whole documents where they are kept for an undo. */
type Before = ReadonlyMap<string, Document>

/** Counts, looks at what is there, changes, counts again. */
export async function runChange(unit: Unit, change: Change): Promise<ChangeAnswer> {
  const numbers: Record<string, number> = {}
  const more: Document = {}
  let document: Document | null | undefined
  for (const part of change.parts) {
    const done = await runPart({ unit, change }, part)
    for (const [name, number] of Object.entries(done.numbers)) numbers[name] = (numbers[name] ?? 0) + number
    if (change.parts.length === 1) Object.assign(more, done.more)
    if (change.returns !== 'numbers') document = done.document
  }
  return {
    numbers: { ...numbers, ...more },
    document: document === undefined ? undefined : hide(document, masksOf(unit.masked, [change.collection])),
  }
}

type Done = {
  readonly numbers: Readonly<Record<string, number>>
  readonly more?: Document
  readonly document?: Document | null | undefined
}

function runPart(place: Place, part: ChangePart): Promise<Done> {
  if (part.kind === 'insert') return runInsert(place, part)
  return part.kind === 'update' ? runUpdate(place, part) : runDelete(place, part)
}

async function runInsert(place: Place, { documents }: Insert): Promise<Done> {
  const { unit } = place
  unit.book.assertRoom(documents.length)
  const complete = documents.map((document) => ('_id' in document ? document : { _id: new ObjectId(), ...document }))
  const { insertedCount } = await changing(unit, () => collectionOf(place).insertMany(complete, bounded(unit)))
  unit.book.count(insertedCount, unit.isTransactional)
  await keep(
    place,
    new Map(),
    complete.map((document) => document['_id'] as unknown),
  )
  const insertedIds = complete.map((document) => document['_id'] as unknown)
  return { numbers: { insertedCount }, more: documents.length === 1 ? { insertedId: insertedIds[0] } : { insertedIds } }
}

async function runUpdate(place: Place, part: Update): Promise<Done> {
  const { unit } = place
  const before = await lookAt(place, part)
  const shownBefore = await shown(place, before, 'before')
  const options = {
    ...bounded(unit),
    upsert: part.isUpsert,
    ...(part.arrayFilters === undefined ? {} : { arrayFilters: [...part.arrayFilters] }),
  }
  if (before.size === 0 && !part.isUpsert) return { numbers: { matchedCount: 0, modifiedCount: 0 }, document: null }
  const filter = before.size === 0 ? part.filter : pinned(unit, part, before)
  const result = await changing(unit, async () => {
    const collection = collectionOf(place)
    if (part.isReplacement)
      return (await collection.replaceOne(filter, part.update as Document, {
        ...bounded(unit),
        upsert: part.isUpsert,
      })) as Document
    const update = part.update as Document
    // Where nothing was met one document is made, and no more than that may be met in the meantime.
    return part.isMany && before.size > 0
      ? collection.updateMany(filter, update, options)
      : collection.updateOne(filter, update, options)
  })
  const { matchedCount, modifiedCount, upsertedCount, upsertedId } = result as Record<string, number> & { upsertedId: unknown }
  unit.book.count((matchedCount ?? 0) + (upsertedCount ?? 0), unit.isTransactional)
  const made = upsertedCount === 1 ? [upsertedId] : []
  await keep(place, before, made)
  const document = shownBefore ?? (await shown(place, before, 'after', made))
  return {
    numbers: { matchedCount: matchedCount ?? 0, modifiedCount: modifiedCount ?? 0, upsertedCount: upsertedCount ?? 0 },
    more: upsertedCount === 1 ? { upsertedId } : {},
    document,
  }
}

async function runDelete(place: Place, part: Delete): Promise<Done> {
  const { unit } = place
  const before = await lookAt(place, part)
  const document = await shown(place, before, 'before')
  if (before.size === 0) return { numbers: { deletedCount: 0 }, document: null }
  const filter = pinned(unit, part, before)
  const { deletedCount } = await changing(unit, () =>
    part.isMany ? collectionOf(place).deleteMany(filter, bounded(unit)) : collectionOf(place).deleteOne(filter, bounded(unit)),
  )
  unit.book.count(deletedCount, unit.isTransactional)
  await keep(place, before, [])
  return { numbers: { deletedCount }, document: document ?? null }
}

const collectionOf = ({ unit, change }: Place) => unit.db.collection<Document>(change.collection)

/** From here on, without a transaction, nobody can say that nothing happened. */
async function changing<T>(unit: Unit, act: () => Promise<T>): Promise<T> {
  if (unit.isTransactional) return act()
  unit.doubt.isInDoubt = true
  const done = await act()
  unit.doubt.isInDoubt = false
  unit.doubt.isPartial = true
  return done
}

/** Counts first, and refuses what is more than was approved before anything is touched. */
async function lookAt(place: Place, part: Update | Delete): Promise<Before> {
  const { unit } = place
  const collection = collectionOf(place)
  if (part.isMany) {
    const met = await collection.countDocuments(part.filter, bounded(unit))
    unit.book.assertRoom(met)
    if (!unit.isTransactional && met > mostPinned)
      throw new TargetError(
        'too_many',
        `Without transactions at most ${mostPinned} documents are changed at once, and this meets ${met}.`,
      )
  } else unit.book.assertRoom(1)
  const found = collection.find(part.filter, {
    ...faithful(unit),
    ...(part.sort === undefined ? {} : { sort: part.sort }),
    ...(unit.keepsBefore ? {} : { projection: { _id: 1 } }),
    limit: part.isMany ? unit.book.room + 1 : 1,
  })
  const before = new Map<string, Document>()
  for await (const document of found) before.set(exactText(document['_id']), document)
  unit.book.assertRoom(before.size)
  return before
}

/** The condition, and no other documents than those that were looked at. In a transaction they are the same anyway. */
function pinned(unit: Unit, part: Update | Delete, before: Before): Document {
  if (unit.isTransactional && part.isMany) return part.filter
  const ids = [...before.values()].map((document) => document['_id'] as unknown)
  const pin = part.isMany ? { $in: ids } : ids[0]
  return '_id' in part.filter ? { $and: [{ _id: pin }, part.filter] } : { ...part.filter, _id: pin }
}

async function shown(
  place: Place,
  before: Before,
  when: 'before' | 'after',
  made: readonly unknown[] = [],
): Promise<Document | null | undefined> {
  const { unit, change } = place
  if (change.returns !== when) return undefined
  const [first] = before.values()
  const id = first?.['_id'] ?? made[0]
  if (id === undefined) return null
  const projection = change.projection === undefined ? {} : { projection: change.projection }
  return collectionOf(place).findOne({ _id: id } as Document, { ...faithful(unit), ...projection })
}

/** Keeps the pairs of before and after for an undo; what came out as it was is no change. */
async function keep(place: Place, before: Before, made: readonly unknown[]): Promise<void> {
  const { unit, change } = place
  if (!unit.keepsBefore) return
  const ids = [...[...before.values()].map((document) => document['_id'] as unknown), ...made]
  const after = new Map<string, Document>()
  const found = ids.length === 0 ? [] : collectionOf(place).find({ _id: { $in: ids } } as Document, faithful(unit))
  for await (const document of found) after.set(exactText(document['_id']), document)
  for (const id of ids) {
    const was = before.get(exactText(id))
    const is = after.get(exactText(id))
    if (was !== undefined && is !== undefined && exactText(was) === exactText(is)) continue
    unit.book.keep({
      table: change.collection,
      key: exactJson({ _id: id }),
      before: was === undefined ? null : exactJson(was),
      after: is === undefined ? null : exactJson(is),
    })
  }
}
