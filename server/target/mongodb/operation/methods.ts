import type { EffectClass } from '@steward/contract/effect'
import type { QueryClass } from '../../target.ts'

type Method = { readonly class: QueryClass; readonly effect: EffectClass }

const read: Method = { class: 'read', effect: 'read' }
const write: Method = { class: 'write', effect: 'write' }
const remove: Method = { class: 'write', effect: 'delete' }
const schema: Method = { class: 'schema', effect: 'write' }
const drop: Method = { class: 'schema', effect: 'delete' }

/** Every method that may be called, and what it does. An aggregate that ends in `$out` or `$merge` is a write. */
export const methods: Readonly<Record<string, Method>> = {
  find: read,
  findOne: read,
  aggregate: read,
  countDocuments: read,
  count: read,
  estimatedDocumentCount: read,
  distinct: read,
  getIndexes: read,
  insertOne: write,
  insertMany: write,
  insert: write,
  updateOne: write,
  updateMany: write,
  update: write,
  replaceOne: write,
  findOneAndUpdate: write,
  findOneAndReplace: write,
  bulkWrite: write,
  deleteOne: remove,
  deleteMany: remove,
  remove,
  findOneAndDelete: remove,
  createIndex: schema,
  createCollection: schema,
  renameCollection: schema,
  dropIndex: drop,
  dropIndexes: drop,
  drop,
}

/** Why something well known is refused, in a sentence. */
export const refusedMethods: Readonly<Record<string, string>> = {
  runCommand: 'runCommand is refused: it does anything. Use the method that is meant.',
  adminCommand: 'adminCommand is refused: it rules the whole server.',
  getSiblingDB: 'Other databases cannot be reached from here. Ask for the instance that has this database.',
  getMongo: 'The connection itself cannot be reached.',
  mapReduce: 'mapReduce runs JavaScript inside the database and is refused. Use aggregate.',
  group: 'group runs JavaScript inside the database and is refused. Use aggregate.',
  eval: 'eval runs JavaScript inside the database and is refused.',
  dropDatabase: 'A whole database is not dropped from here.',
  watch: 'watch never ends and is refused.',
  forEach: 'forEach belongs into a script.',
  map: 'map belongs into a script.',
  createUser: 'Users of the database are not changed from here.',
  updateUser: 'Users of the database are not changed from here.',
  dropUser: 'Users of the database are not changed from here.',
  grantRolesToUser: 'Users of the database are not changed from here.',
  shutdownServer: 'The server is not stopped from here.',
  fsyncLock: 'The server is not stopped from here.',
  currentOp: 'currentOp shows what others do in the database and is refused.',
  killOp: 'killOp is refused: what Steward runs is stopped in Steward.',
}
