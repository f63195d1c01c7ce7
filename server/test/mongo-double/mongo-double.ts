import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { type Document, Long } from 'bson'
import type { Call, Command } from './call.ts'
import { Operations } from './operations.ts'
import { readCommands } from './read-commands.ts'
import { createScram } from './scram.ts'
import { serverCommands } from './server-commands.ts'
import { ServerFailure, unknownCommand } from './server-failure.ts'
import { duplicate, idIndex, idKey, Store, type Transaction, type View } from './store.ts'
import { answerTo, createReader, type Message } from './wire.ts'
import { writeCommands } from './write-commands.ts'

export type DoubleUser = { password: string; right: 'read' | 'readWrite' }

/** How the double misbehaves, changed by tests as they go. */
export type DoubleWays = {
  /** Milliseconds that a command takes before it does anything. */
  delayMs: Record<string, number>
  /** The connection ends before the command is done, after it is done, or in the middle of the answer. */
  hangUp: { command: string; when: 'before' | 'after' | 'within' } | undefined
  /** Bytes that are no answer. */
  garbage: string | undefined
  knowsKillSessions: boolean
}

type Cursor = { readonly ns: string; readonly rest: Document[]; readonly session: string | undefined }
type Open = { readonly number: string; readonly transaction: Transaction }

const commands: Readonly<Record<string, Command>> = { ...readCommands, ...writeCommands, ...serverCommands }
const beforeSignIn = new Set(['hello', 'ismaster', 'isMaster', 'saslStart', 'saslContinue', 'ping', 'buildInfo', 'endSessions'])
const version = '8.0.0'

export type MongoDouble = Awaited<ReturnType<typeof mongoDouble>>

type Settings = {
  readonly users: Record<string, DoubleUser>
  /** A standalone server has no transactions. */
  readonly isStandalone?: boolean
  readonly tls?: { readonly cert: string; readonly key: string }
}

/**
 * Speaks the protocol of MongoDB on this machine as far as Steward uses it: real sign-in, rights, deadlines, cursors,
 * transactions. What it does not know it refuses. It proves the driver's side, not what a server would do.
 */
export async function mongoDouble(settings: Settings) {
  const store = new Store()
  const operations = new Operations()
  const cursors = new Map<string, Cursor>()
  const transactions = new Map<string, Open>()
  const sockets = new Set<Socket>()
  const ways: DoubleWays = { delayMs: {}, hangUp: undefined, garbage: undefined, knowsKillSessions: true }
  /** The commands that came, oldest first. */
  const taken: Document[] = []
  let lastCursor = 0

  const inside = {
    store,
    operations,
    cursors,
    ways,
    version,
    keyOf: idKey,
    duplicateId: (name: string, document: Document) => duplicate(name, idIndex, document),
    keepCursor(cursor: Cursor): Long {
      const id = Long.fromNumber(++lastCursor)
      cursors.set(String(id), cursor)
      return id
    },
    endSession(session: string): void {
      const open = transactions.get(session)
      if (open !== undefined) store.abort(open.transaction)
      transactions.delete(session)
      for (const [id, cursor] of cursors) if (cursor.session === session) cursors.delete(id)
    },
  }

  const hello = (): Document => ({
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    ...(settings.isStandalone === true
      ? {}
      : { setName: 'double', me: 'double:1', hosts: ['double:1'], primary: 'double:1', setVersion: 1 }),
    topologyVersion: undefined,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 25,
    readOnly: false,
    saslSupportedMechs: ['SCRAM-SHA-256'],
    ok: 1,
  })

  /** The transaction that a command belongs to, begun where it says so. */
  function transactionOf(body: Document, session: string | undefined): Transaction | undefined {
    if (body['autocommit'] !== false || session === undefined) return undefined
    if (settings.isStandalone === true)
      throw new ServerFailure(20, 'IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos')
    const number = String(body['txnNumber'])
    if (body['startTransaction'] === true) {
      inside.endSession(session)
      const transaction = store.begin()
      transactions.set(session, { number, transaction })
      return transaction
    }
    const open = transactions.get(session)
    if (open === undefined || open.number !== number || !store.open.has(open.transaction))
      throw new ServerFailure(251, 'NoSuchTransaction', 'Given transaction number does not match any in-progress transactions.', {
        labels: ['TransientTransactionError'],
      })
    return open.transaction
  }

  async function carryOut(name: string, body: Document, signedIn: { user: string }): Promise<Document> {
    const session = body['lsid'] === undefined ? undefined : idKey((body['lsid'] as Document)['id'])
    const operation = operations.begin(body, signedIn.user, session)
    try {
      await operations.work(operation, { forMs: ways.delayMs[name] ?? 0 })
      const transaction = transactionOf(body, session)
      if (name === 'commitTransaction' || name === 'abortTransaction') {
        if (transaction === undefined) throw new ServerFailure(251, 'NoSuchTransaction', 'there is no transaction')
        if (name === 'commitTransaction') store.commit(transaction)
        else store.abort(transaction)
        transactions.delete(session ?? '')
        return { ok: 1 }
      }
      const command = commands[name]
      if (command === undefined) throw unknownCommand(name)
      const user = settings.users[signedIn.user]
      if (command.right(body) === 'write' && user?.right !== 'readWrite')
        throw new ServerFailure(13, 'Unauthorized', `not authorized on ${String(body['$db'])} to execute command { ${name}: … }`)
      const call: Call = { server: inside, body, db: String(body['$db']), user: signedIn.user, session, operation, transaction }
      return await command.run(call)
    } finally {
      operations.end(operation)
    }
  }

  function serve(socket: Socket): void {
    sockets.add(socket)
    const reader = createReader()
    const scram = createScram((user) => settings.users[user]?.password)
    const signedIn = { user: '' }

    async function answerOf(message: Message, name: string): Promise<Document> {
      const { body } = message
      try {
        if (['hello', 'ismaster', 'isMaster'].includes(name)) return hello()
        if (name === 'saslStart') return { ...scram.start(body), ok: 1 }
        if (name === 'saslContinue') {
          const { answer, user } = scram.continue(body)
          signedIn.user = user ?? ''
          return { ...answer, ok: 1 }
        }
        if (signedIn.user === '' && !beforeSignIn.has(name))
          throw new ServerFailure(13, 'Unauthorized', `command ${name} requires authentication`)
        return await carryOut(name, body, signedIn)
      } catch (error) {
        if (error instanceof ServerFailure) return error.answer()
        return new ServerFailure(8, 'UnknownError', `the double broke: ${String(error)}`).answer()
      }
    }

    async function take(message: Message): Promise<void> {
      const name = Object.keys(message.body)[0] ?? ''
      taken.push(message.body)
      const hangUp = ways.hangUp?.command === name ? ways.hangUp.when : undefined
      if (hangUp === 'before') return void socket.destroy()
      if (ways.garbage === name) return void socket.write(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno'))
      const bytes = answerTo(message, await answerOf(message, name))
      if (hangUp === 'after') return void socket.destroy()
      if (hangUp === 'within') return void socket.write(bytes.subarray(0, bytes.length - 3), () => socket.destroy())
      if (message.wantsAnswer && !socket.destroyed) socket.write(bytes)
    }

    let turn = Promise.resolve()
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const message of reader(chunk)) turn = turn.then(() => take(message))
      } catch {
        // Whoever speaks another protocol is hung up on.
        socket.destroy()
      }
    })
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }

  const server: Server = settings.tls === undefined ? createServer(serve) : createTlsServer({ ...settings.tls }, serve)
  // A client that refuses our certificate is part of what is tried.
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))

  return {
    inside,
    port: (server.address() as AddressInfo).port,
    users: settings.users,
    ways,
    taken,
    /** Connections that are open now. */
    connections: () => sockets.size,
    /** How much is left behind: cursors, transactions, operations. */
    leftOpen: () => cursors.size + store.open.size + operations.running.size,
    put(name: string, documents: readonly Document[]): void {
      for (const document of documents) store.write(name, { key: idKey(document['_id']), value: document }, undefined)
    },
    documents: (name: string): Document[] => [...(store.data.get(name)?.documents.values() ?? [])],
    view: (name: string, view: View) => void store.views.set(name, view),
    hangUpAll(): void {
      for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose](): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
