import { type Document, Long } from 'bson'
import { Query } from 'mingo'
import { type Call, collectionOf, type Command, nameOf } from './call.ts'
import { ServerFailure, unsupported } from './server-failure.ts'
import { type Index, Store } from './store.ts'

const write = () => 'write' as const
const read = () => 'read' as const

const listCollections: Command = {
  right: read,
  run(call) {
    const prefix = `${call.db}.`
    const within = (name: string) => name.startsWith(prefix)
    const { data, views } = call.server.store
    const collections = [...data.keys()]
      .filter(within)
      .map((name) => ({ name: name.slice(prefix.length), type: 'collection', options: {} }))
    const shown = [...views]
      .filter(([name]) => within(name))
      .map(([name, view]) => ({
        name: name.slice(prefix.length),
        type: 'view',
        options: { viewOn: view.viewOn, pipeline: view.pipeline },
      }))
    const firstBatch = new Query(call.body['filter'] ?? {}, {}).find<Document>([...collections, ...shown]).all()
    return { cursor: { id: Long.ZERO, ns: `${prefix}$cmd.listCollections`, firstBatch }, ok: 1 }
  },
}

const listDatabases: Command = {
  right: read,
  run(call) {
    const names = new Set([...call.server.store.data.keys()].map((name) => name.split('.', 1)[0]))
    return { databases: [...names].map((name) => ({ name, sizeOnDisk: 0, empty: false })), totalSize: 0, ok: 1 }
  },
}

const listIndexes: Command = {
  right: read,
  run(call) {
    const name = String(call.body['listIndexes'])
    if (!call.server.store.data.has(nameOf(call, name)))
      throw new ServerFailure(26, 'NamespaceNotFound', `ns does not exist: ${nameOf(call, name)}`)
    const firstBatch = collectionOf(call, name).indexes.map(({ name: index, key, unique }) => ({
      v: 2,
      key,
      name: index,
      ...(unique && index !== '_id_' ? { unique } : {}),
    }))
    return { cursor: { id: Long.ZERO, ns: nameOf(call, name), firstBatch }, ok: 1 }
  },
}

const createIndexes: Command = {
  right: write,
  run(call) {
    if (call.transaction !== undefined)
      throw new ServerFailure(263, 'OperationNotSupportedInTransaction', 'no indexes in a transaction')
    const name = nameOf(call, String(call.body['createIndexes']))
    const collection = call.server.store.collection(name, undefined, true)
    const before = collection.indexes.length
    for (const one of call.body['indexes'] as Document[]) {
      for (const option of ['partialFilterExpression', 'expireAfterSeconds', 'sparse', 'collation'])
        if (one[option] !== undefined) throw unsupported(`an index with ${option}`)
      const index: Index = { name: String(one['name']), key: one['key'] as Document, unique: one['unique'] === true }
      if (index.unique) assertAllDifferent(call, name, index)
      if (!collection.indexes.some((other) => other.name === index.name)) collection.indexes.push(index)
    }
    return { numIndexesBefore: before, numIndexesAfter: collection.indexes.length, createdCollectionAutomatically: false, ok: 1 }
  },
}

/** Puts the documents one by one into a store that has the index, which refuses the second of two equal ones. */
function assertAllDifferent(call: Call, name: string, index: Index): void {
  const trial = new Store()
  trial.collection(name, undefined, true).indexes.push(index)
  for (const [key, value] of call.server.store.collection(name, undefined).documents) trial.write(name, { key, value }, undefined)
}

const dropIndexes: Command = {
  right: write,
  run(call) {
    const collection = collectionOf(call, String(call.body['dropIndexes']))
    const index = String(call.body['index'])
    const kept = collection.indexes.filter((one) => one.name === '_id_' || (index !== '*' && one.name !== index))
    if (kept.length === collection.indexes.length)
      throw new ServerFailure(27, 'IndexNotFound', `index not found with name [${index}]`)
    const before = collection.indexes.length
    collection.indexes = kept
    return { nIndexesWas: before, ok: 1 }
  },
}

const create: Command = {
  right: write,
  run(call) {
    const name = nameOf(call, String(call.body['create']))
    if (call.body['viewOn'] !== undefined) throw unsupported('making a view')
    if (call.server.store.data.has(name)) throw new ServerFailure(48, 'NamespaceExists', `Collection ${name} already exists.`)
    call.server.store.collection(name, undefined, true)
    return { ok: 1 }
  },
}

const drop: Command = {
  right: write,
  run(call) {
    const name = nameOf(call, String(call.body['drop']))
    if (!call.server.store.data.delete(name)) throw new ServerFailure(26, 'NamespaceNotFound', 'ns not found')
    return { ns: name, ok: 1 }
  },
}

const renameCollection: Command = {
  right: write,
  run(call) {
    const { data } = call.server.store
    const from = String(call.body['renameCollection'])
    const to = String(call.body['to'])
    const found = data.get(from)
    if (found === undefined) throw new ServerFailure(26, 'NamespaceNotFound', `Source collection ${from} does not exist`)
    if (data.has(to) && call.body['dropTarget'] !== true)
      throw new ServerFailure(48, 'NamespaceExists', 'target namespace exists')
    data.delete(from)
    data.set(to, found)
    return { ok: 1 }
  },
}

const killOp: Command = {
  right: read,
  run(call) {
    const opid = Number(call.body['op'])
    call.server.operations.kill((one) => one.opid === opid && one.user === call.user)
    return { info: 'attempting to kill op', ok: 1 }
  },
}

const killSessions: Command = {
  right: read,
  run(call) {
    if (call.server.ways.knowsKillSessions === false)
      throw new ServerFailure(59, 'CommandNotFound', "no such command: 'killSessions'")
    const sessions = (call.body['killSessions'] as Document[]).map((one) => call.server.keyOf(one['id']))
    call.server.operations.kill((one) => one.session !== undefined && sessions.includes(one.session) && one.user === call.user)
    for (const session of sessions) call.server.endSession(session)
    return { ok: 1 }
  },
}

const endSessions: Command = {
  right: read,
  run(call) {
    for (const one of call.body['endSessions'] as Document[]) call.server.endSession(call.server.keyOf(one['id']))
    return { ok: 1 }
  },
}

const ping: Command = { right: read, run: () => ({ ok: 1 }) }

const buildInfo: Command = { right: read, run: (call) => ({ version: call.server.version, ok: 1 }) }

export const serverCommands = {
  listCollections,
  listDatabases,
  listIndexes,
  createIndexes,
  dropIndexes,
  create,
  drop,
  renameCollection,
  killOp,
  killSessions,
  endSessions,
  ping,
  buildInfo,
}
