import type { Document } from 'bson'
import type { MongoDouble } from './mongo-double.ts'
import type { Operation } from './operations.ts'
import type { Collection, Transaction } from './store.ts'

export type Right = 'read' | 'write'

/** One command under way. */
export type Call = {
  readonly server: MongoDouble['inside']
  readonly body: Document
  readonly db: string
  readonly user: string
  readonly session: string | undefined
  readonly operation: Operation
  readonly transaction: Transaction | undefined
}

export type Command = {
  right(body: Document): Right
  run(call: Call): Document | Promise<Document>
}

export const nameOf = (call: Call, collection: string): string => `${call.db}.${collection}`

export const collectionOf = (call: Call, collection: string): Collection =>
  call.server.store.collection(nameOf(call, collection), call.transaction)
