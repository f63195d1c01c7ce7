import { type Document, ObjectId } from 'bson'
import { aggregate, Query, update as modify } from 'mingo'
import { type Call, collectionOf, type Command, nameOf } from './call.ts'
import { judged, matching } from './read-commands.ts'
import { ServerFailure } from './server-failure.ts'

type Written = { readonly matched: number; readonly modified: number; readonly upserted: unknown }

/** Waits for the transaction of somebody else that holds the document, as the server does. */
async function put(
  call: Call,
  collection: string,
  document: { readonly id: unknown; readonly value: Document | undefined },
): Promise<void> {
  const { store, operations, keyOf } = call.server
  const key = keyOf(document.id)
  const name = nameOf(call, collection)
  if (call.transaction === undefined)
    await operations.work(call.operation, { forMs: 60_000, isDone: () => !store.isHeld(name, key) })
  store.write(name, { key, value: document.value }, call.transaction)
}

const insert: Command = {
  right: () => 'write',
  run: (call) =>
    eachOf(call, call.body['documents'] as Document[], async (document) => {
      const complete = '_id' in document ? document : { _id: new ObjectId(), ...document }
      const name = String(call.body['insert'])
      if (collectionOf(call, name).documents.has(call.server.keyOf(complete['_id'])))
        throw call.server.duplicateId(nameOf(call, name), complete)
      await put(call, name, { id: complete['_id'], value: complete })
      return { n: 1 }
    }),
}

const remove: Command = {
  right: () => 'write',
  run: (call) =>
    eachOf(call, call.body['deletes'] as Document[], async (one) => {
      const name = String(call.body['delete'])
      const found = matching(call, name, one['q'])
      const doomed = Number(one['limit']) === 1 ? found.slice(0, 1) : found
      for (const document of doomed) await put(call, name, { id: document['_id'], value: undefined })
      return { n: doomed.length }
    }),
}

const update: Command = {
  right: () => 'write',
  run: (call) =>
    eachOf(call, call.body['updates'] as Document[], async (one) => {
      const { matched, modified, upserted } = await change(call, String(call.body['update']), one)
      return { n: matched + (upserted === undefined ? 0 : 1), nModified: modified, upserted }
    }),
}

async function change(call: Call, name: string, one: Document): Promise<Written> {
  const found = matching(call, name, one['q'])
  const chosen = one['multi'] === true ? found : found.slice(0, 1)
  if (chosen.length === 0 && one['upsert'] === true) {
    const fresh = upserted(one)
    await put(call, name, { id: fresh['_id'], value: fresh })
    return { matched: 0, modified: 0, upserted: fresh['_id'] }
  }
  let modified = 0
  for (const document of chosen) {
    const changed = changedBy(document, one, one['q'])
    const isSame = call.server.keyOf(changed) === call.server.keyOf(document)
    if (isSame) continue
    await put(call, name, { id: document['_id'], value: changed })
    modified += 1
  }
  return { matched: chosen.length, modified, upserted: undefined }
}

function changedBy(document: Document, one: Document, condition: Document): Document {
  const by = one['u'] as Document | Document[]
  if (Array.isArray(by)) return judged(() => aggregate([structuredCopy(document)], by)[0] as Document)
  const isReplacement = Object.keys(by).every((key) => !key.startsWith('$'))
  const copy = structuredCopy(document)
  if (isReplacement) {
    if ('_id' in by && String(by['_id']) !== String(document['_id']))
      throw new ServerFailure(66, 'ImmutableField', "the (immutable) field '_id' was found to have been altered")
    return { _id: document['_id'], ...by }
  }
  const { $setOnInsert: _, ...modifier } = by
  if (Object.keys(modifier).length > 0) judged(() => modify(copy, modifier, one['arrayFilters'] ?? [], condition))
  return copy
}

/** Objects and arrays are copied, values of BSON are shared: they are never changed in place. */
function structuredCopy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(structuredCopy) as T
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner)])) as T
}

function upserted(one: Document): Document {
  const equal = Object.entries(one['q'] as Document).filter(
    ([key, value]) => !key.startsWith('$') && !(isPlain(value) && Object.keys(value).some((name) => name.startsWith('$'))),
  )
  const by = one['u'] as Document | Document[]
  const isReplacement = !Array.isArray(by) && Object.keys(by).every((key) => !key.startsWith('$'))
  const start: Document = {
    _id: new ObjectId(),
    ...Object.fromEntries(equal),
    ...(isReplacement || Array.isArray(by) ? {} : by['$setOnInsert']),
  }
  return changedBy(start, one, {})
}

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const findAndModify: Command = {
  right: () => 'write',
  async run(call) {
    const { body } = call
    const name = String(body['findAndModify'])
    const matched = matching(call, name, body['query'] ?? {})
    const sorted =
      body['sort'] === undefined ? matched : judged(() => new Query({}, {}).find<Document>(matched, {}).sort(body['sort']).all())
    const [document] = sorted
    if (body['remove'] === true) {
      if (document !== undefined) await put(call, name, { id: document['_id'], value: undefined })
      return { value: document ?? null, lastErrorObject: { n: document === undefined ? 0 : 1 }, ok: 1 }
    }
    const one = { q: body['query'] ?? {}, u: body['update'], arrayFilters: body['arrayFilters'] } as Document
    if (document === undefined && body['upsert'] !== true)
      return { value: null, lastErrorObject: { n: 0, updatedExisting: false }, ok: 1 }
    const changed = document === undefined ? upserted(one) : changedBy(document, one, one['q'])
    await put(call, name, { id: changed['_id'], value: changed })
    const lastErrorObject = {
      n: 1,
      updatedExisting: document !== undefined,
      ...(document === undefined ? { upserted: changed['_id'] } : {}),
    }
    return { value: body['new'] === true ? changed : (document ?? null), lastErrorObject, ok: 1 }
  },
}

type Result = { readonly n: number; readonly nModified?: number; readonly upserted?: unknown }

/** Carries out one after the other; a refusal of one is told with its place, and ends an ordered list. */
async function eachOf(call: Call, list: readonly Document[], act: (one: Document) => Promise<Result>): Promise<Document> {
  const upserted: Document[] = []
  const writeErrors: Document[] = []
  let n = 0
  let nModified: number | undefined
  for (const [index, one] of list.entries()) {
    call.server.operations.check(call.operation)
    try {
      const result = await act(one)
      n += result.n
      if (result.nModified !== undefined) nModified = (nModified ?? 0) + result.nModified
      if (result.upserted !== undefined) upserted.push({ index, _id: result.upserted })
    } catch (error) {
      const isPlaced = error instanceof ServerFailure && error.code === 11000
      if (!isPlaced) throw error
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.more })
      if (call.transaction !== undefined) call.server.store.abort(call.transaction)
      if (call.body['ordered'] !== false || call.transaction !== undefined) break
    }
  }
  return {
    n,
    ...(nModified === undefined ? {} : { nModified }),
    ...(upserted.length === 0 ? {} : { upserted }),
    ...(writeErrors.length === 0 ? {} : { writeErrors }),
    ok: 1,
  }
}

export const writeCommands = { insert, delete: remove, update, findAndModify }
