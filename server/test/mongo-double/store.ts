import { type Document, EJSON } from 'bson'
import { ServerFailure } from './server-failure.ts'

export type Index = { readonly name: string; readonly key: Document; readonly unique: boolean }
export type View = { readonly viewOn: string; readonly pipeline: readonly Document[] }
/** Documents are never changed in place: a new object is a new version, which is how conflicts are seen. */
export type Documents = Map<string, Document>
export type Collection = { documents: Documents; indexes: Index[] }
export type Data = Map<string, Collection>

export const idKey = (id: unknown): string => EJSON.stringify({ id }, { relaxed: false })
export const idIndex: Index = { name: '_id_', key: { _id: 1 }, unique: true }

export type Transaction = {
  readonly snapshot: Data
  /** As they were when the transaction began. */
  readonly base: Map<string, Documents>
  /** `collection id` of every document that was written. */
  readonly written: Set<string>
}

/** What the double keeps: collections by `database.name`, and who holds which document. */
export class Store {
  readonly data: Data = new Map()
  readonly views = new Map<string, View>()
  readonly open = new Set<Transaction>()

  begin(): Transaction {
    const snapshot: Data = new Map()
    const base = new Map<string, Documents>()
    for (const [name, { documents, indexes }] of this.data) {
      snapshot.set(name, { documents: new Map(documents), indexes: [...indexes] })
      base.set(name, new Map(documents))
    }
    const transaction = { snapshot, base, written: new Set<string>() }
    this.open.add(transaction)
    return transaction
  }

  commit(transaction: Transaction): void {
    this.open.delete(transaction)
    for (const mark of transaction.written) {
      const [name = '', key = ''] = splitMark(mark)
      const document = transaction.snapshot.get(name)?.documents.get(key)
      const documents = this.collection(name, undefined, true).documents
      if (document === undefined) documents.delete(key)
      else documents.set(key, document)
    }
  }

  abort(transaction: Transaction): void {
    this.open.delete(transaction)
  }

  collection(name: string, transaction: Transaction | undefined, isMade = false): Collection {
    const data = transaction?.snapshot ?? this.data
    const found = data.get(name)
    if (found !== undefined) return found
    const fresh: Collection = { documents: new Map(), indexes: [idIndex] }
    if (isMade) data.set(name, fresh)
    return fresh
  }

  /** Whether somebody's open transaction holds the document. */
  isHeld(name: string, key: string): boolean {
    return [...this.open].some((one) => one.written.has(markOf(name, key)))
  }

  write(
    name: string,
    document: { readonly key: string; readonly value: Document | undefined },
    transaction: Transaction | undefined,
  ): void {
    const { key, value } = document
    const collection = this.collection(name, transaction, true)
    if (transaction !== undefined) this.#claim(name, key, transaction)
    if (value === undefined) collection.documents.delete(key)
    else {
      assertUnique(name, collection, key, value)
      collection.documents.set(key, value)
    }
  }

  #claim(name: string, key: string, transaction: Transaction): void {
    const mark = markOf(name, key)
    if (transaction.written.has(mark)) return
    const isChanged = this.data.get(name)?.documents.get(key) !== transaction.base.get(name)?.get(key)
    if (isChanged || this.isHeld(name, key)) {
      this.abort(transaction)
      throw new ServerFailure(112, 'WriteConflict', 'Write conflict during plan execution and yielding is disabled.', {
        labels: ['TransientTransactionError'],
      })
    }
    transaction.written.add(mark)
  }
}

const markOf = (name: string, key: string) => `${name}\0${key}`
const splitMark = (mark: string) => mark.split('\0')

function assertUnique(name: string, collection: Collection, key: string, value: Document): void {
  for (const index of collection.indexes) {
    // Ids are the keys of the documents, so they differ anyway.
    if (!index.unique || index === idIndex) continue
    const own = entryOf(index, value)
    for (const [otherKey, other] of collection.documents)
      if (otherKey !== key && entryOf(index, other) === own) throw duplicate(name, index, value)
  }
}

export function duplicate(name: string, index: Index, value: Document): ServerFailure {
  const keyValue = Object.fromEntries(Object.keys(index.key).map((path) => [path, value[path] ?? null]))
  return new ServerFailure(
    11000,
    'DuplicateKey',
    `E11000 duplicate key error collection: ${name} index: ${index.name} dup key: ${EJSON.stringify(keyValue)}`,
    { fields: { keyPattern: index.key, keyValue } },
  )
}

const entryOf = (index: Index, value: Document) =>
  idKey(
    Object.keys(index.key).map(
      (path) => path.split('.').reduce<unknown>((at, part) => (at as Document | undefined)?.[part], value) ?? null,
    ),
  )
