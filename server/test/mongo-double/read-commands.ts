import { type Document, Long } from 'bson'
import { Aggregator, Query } from 'mingo'
import { type Call, collectionOf, type Command, nameOf } from './call.ts'
import { ServerFailure, unsupported } from './server-failure.ts'

const defaultBatch = 101

/** Documents of a collection or a view, as the transaction of the caller sees them. */
function documentsOf(call: Call, collection: string): Document[] {
  const view = call.server.store.views.get(nameOf(call, collection))
  if (view === undefined) return [...collectionOf(call, collection).documents.values()]
  return piped(call, documentsOf(call, view.viewOn), view.pipeline)
}

function piped(call: Call, documents: readonly Document[], pipeline: readonly Document[]): Document[] {
  const server = { collectionResolver: (name: string) => documentsOf(call, name), scriptEnabled: false }
  return judged(() => new Aggregator([...pipeline], server).run([...documents]))
}

/** What mingo does not know is an error of the double's, told as one. */
export function judged<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ServerFailure) throw error
    throw new ServerFailure(2, 'BadValue', error instanceof Error ? error.message : String(error))
  }
}

export function matching(call: Call, collection: string, filter: Document): Document[] {
  const query = judged(() => new Query(filter, { scriptEnabled: false }))
  return documentsOf(call, collection).filter((document) => judged(() => query.test(document)))
}

function found(call: Call, body: Document): Document[] {
  const name = String(body['find'])
  for (const option of ['min', 'max', 'returnKey', 'tailable', 'collation'])
    if (body[option] !== undefined && body[option] !== false) throw unsupported(`find with ${option}`)
  const cursor = judged(() =>
    new Query(body['filter'] ?? {}, { scriptEnabled: false }).find<Document>(documentsOf(call, name), body['projection'] ?? {}),
  )
  if (Object.keys(body['sort'] ?? {}).length > 0) cursor.sort(body['sort'])
  if (Number(body['skip'] ?? 0) > 0) cursor.skip(Number(body['skip']))
  if (Number(body['limit'] ?? 0) > 0) cursor.limit(Math.abs(Number(body['limit'])))
  return judged(() => cursor.all())
}

function firstBatch(call: Call, collection: string, documents: Document[], batchSize: unknown): Document {
  const size = batchSize === undefined ? defaultBatch : Number(batchSize)
  const firstBatch = documents.slice(0, size)
  const rest = documents.slice(size)
  const isOver = rest.length === 0 || call.body['singleBatch'] === true
  const id = isOver ? Long.ZERO : call.server.keepCursor({ ns: nameOf(call, collection), rest, session: call.session })
  return { cursor: { firstBatch, id, ns: nameOf(call, collection) }, ok: 1 }
}

const find: Command = {
  right: () => 'read',
  run: (call) => firstBatch(call, String(call.body['find']), found(call, call.body), call.body['batchSize']),
}

const getMore: Command = {
  right: () => 'read',
  run(call) {
    const id = call.body['getMore'] as Long
    const cursor = call.server.cursors.get(String(id))
    if (cursor === undefined) throw new ServerFailure(43, 'CursorNotFound', `cursor id ${String(id)} not found`)
    const size = Number(call.body['batchSize'] ?? defaultBatch)
    const nextBatch = cursor.rest.splice(0, size)
    const isOver = cursor.rest.length === 0
    if (isOver) call.server.cursors.delete(String(id))
    return { cursor: { nextBatch, id: isOver ? Long.ZERO : id, ns: cursor.ns }, ok: 1 }
  },
}

const killCursors: Command = {
  right: () => 'read',
  run(call) {
    const ids = call.body['cursors'] as Long[]
    const cursorsKilled = ids.filter((id) => call.server.cursors.delete(String(id)))
    return { cursorsKilled, cursorsNotFound: [], cursorsAlive: [], cursorsUnknown: [], ok: 1 }
  },
}

const writingStages = ['$out', '$merge']
const isWriting = (body: Document) => writingStages.includes(Object.keys((body['pipeline'] as Document[]).at(-1) ?? {})[0] ?? '')

const aggregate: Command = {
  right: (body) => (isWriting(body) ? 'write' : 'read'),
  run(call) {
    const { body } = call
    const pipeline = body['pipeline'] as Document[]
    const cursorOptions = (body['cursor'] ?? {}) as Document
    if (body['aggregate'] === 1) return firstBatch(call, '$cmd.aggregate', ofServer(call, pipeline), cursorOptions['batchSize'])
    const name = String(body['aggregate'])
    if (!isWriting(body))
      return firstBatch(call, name, piped(call, documentsOf(call, name), pipeline), cursorOptions['batchSize'])
    if (call.transaction !== undefined)
      throw new ServerFailure(263, 'OperationNotSupportedInTransaction', '$out and $merge cannot be used in a transaction')
    const results = piped(call, documentsOf(call, name), pipeline.slice(0, -1))
    writeResults(call, pipeline.at(-1) ?? {}, results)
    return firstBatch(call, name, [], undefined)
  },
}

function writeResults(call: Call, stage: Document, results: readonly Document[]): void {
  const merge = stage['$merge'] as Document | string | undefined
  const into = String(typeof merge === 'object' ? merge['into'] : (merge ?? stage['$out']))
  if (typeof merge === 'object' && Object.keys(merge).length > 1) throw unsupported('$merge with options')
  const name = nameOf(call, into)
  if (merge === undefined) call.server.store.data.delete(name)
  for (const result of results) {
    const old = collectionOf(call, into).documents.get(call.server.keyOf(result['_id']))
    const value = merge === undefined ? result : { ...old, ...result }
    call.server.store.write(name, { key: call.server.keyOf(result['_id']), value }, undefined)
  }
}

/** Only what lists operations, and only the caller's own unless they may see all. */
function ofServer(call: Call, pipeline: readonly Document[]): Document[] {
  const [first = {}, ...rest] = pipeline
  const current = first['$currentOp'] as Document | undefined
  if (current === undefined) throw unsupported(`the stage ${Object.keys(first)[0] ?? ''} of a database`)
  const listed = [...call.server.operations.running.values()]
    .filter((one) => one.user === call.user)
    .map((one) => ({ opid: one.opid, active: true, command: one.command }))
  return piped(call, listed, rest)
}

const count: Command = {
  right: () => 'read',
  run: (call) => ({ n: matching(call, String(call.body['count']), call.body['query'] ?? {}).length, ok: 1 }),
}

const distinct: Command = {
  right: () => 'read',
  run(call) {
    const key = String(call.body['key'])
    const documents = matching(call, String(call.body['distinct']), call.body['query'] ?? {})
    const pipeline = [{ $unwind: { path: `$${key}` } }, { $group: { _id: `$${key}` } }]
    return { values: piped(call, documents, pipeline).map((one) => one['_id'] as unknown), ok: 1 }
  },
}

/** Says whether an index would be used, and nothing else. */
const explain: Command = {
  right: () => 'read',
  run(call) {
    const inner = call.body['explain'] as Document
    if (inner['find'] === undefined && inner['aggregate'] === undefined)
      throw unsupported('explain of anything but find and aggregate')
    const name = String(inner['find'] ?? inner['aggregate'])
    const filter = (inner['filter'] ?? (inner['pipeline'] as Document[] | undefined)?.[0]?.['$match'] ?? {}) as Document
    const isIndexed = collectionOf(call, name).indexes.some((index) => (Object.keys(index.key)[0] ?? '') in filter)
    return {
      queryPlanner: { namespace: nameOf(call, name), winningPlan: { stage: isIndexed ? 'IXSCAN' : 'COLLSCAN' } },
      ok: 1,
    }
  },
}

export const readCommands = { find, getMore, killCursors, aggregate, count, distinct, explain }
