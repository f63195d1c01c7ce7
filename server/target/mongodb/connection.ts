import { isIP, isIPv6 } from 'node:net'
import { type ClientSession, type Db, type Document, MongoClient, type MongoClientOptions } from 'mongodb'
import type { Reach, TargetAddress } from '../target.ts'
import { TargetError } from '../target.ts'
import { isSignInRefused, toTargetError } from './failure.ts'

export type Connected = {
  readonly db: Db
  /** What happens here can be killed at the server by it. */
  readonly session: ClientSession
  readonly hasTransactions: boolean
  /** When everything has to be over, in milliseconds of `Date.now()`. */
  readonly deadline: number
  readonly signal: AbortSignal
}

/** What is not known, or stays, when the work fails now. */
export type Doubt = {
  /** A change was sent and not answered. */
  isInDoubt: boolean
  /** Changes were made that no transaction takes back. */
  isPartial: boolean
}

type Bounds = { readonly timeoutMs: number; readonly signal: AbortSignal; readonly isQuiet: boolean }

/** How long after its own deadline a database is no longer waited for. */
const graceMs = 1000
const selectionMs = 5000
const cancelMs = 1500

/**
 * A connection for one piece of work, closed at its end whatever happens: nothing of a query outlives it, and a password
 * that was changed is asked for anew. It goes to the one address that is known: other members that a server names are
 * not followed.
 */
export async function withConnection<T>(
  reach: Reach,
  bounds: Bounds,
  work: (connected: Connected, doubt: Doubt) => Promise<T>,
): Promise<T> {
  const doubt: Doubt = { isInDoubt: false, isPartial: false }
  const overdue = AbortSignal.timeout(bounds.timeoutMs + graceMs)
  const stop = AbortSignal.any([bounds.signal, overdue])
  const deadline = Date.now() + bounds.timeoutMs
  const opened: MongoClient[] = []
  try {
    return await untilStopped(stop, async () => {
      const { client, address, hello } = await open(reach, opened, stop)
      const session = client.startSession({ causalConsistency: false })
      let killing: Promise<void> | undefined
      const unlisten = onAbort(stop, () => (killing = kill(client, session)))
      try {
        const hasTransactions = hello['setName'] !== undefined || hello['msg'] === 'isdbgrid'
        return await work({ db: client.db(address.database), session, hasTransactions, deadline, signal: stop }, doubt)
      } finally {
        unlisten()
        await killing
        await session.endSession().catch(() => undefined)
        await client.close().catch(() => undefined)
      }
    })
  } catch (error) {
    throw failureOf(error, { bounds, overdue, doubt })
  } finally {
    await Promise.all(opened.map((client) => client.close().catch(() => undefined)))
  }
}

function failureOf(error: unknown, at: { bounds: Bounds; overdue: AbortSignal; doubt: Doubt }): TargetError {
  const context = { isQuiet: at.bounds.isQuiet, doubt: at.doubt }
  if (at.bounds.signal.aborted) {
    const reason: unknown = at.bounds.signal.reason
    return toTargetError(
      reason instanceof TargetError ? reason : new TargetError('cancelled', 'The query was cancelled.', { cause: error }),
      context,
    )
  }
  if (at.overdue.aborted) {
    const sentence = `The database did not answer within ${Math.ceil(at.bounds.timeoutMs / 1000)} s, and the query was stopped.`
    return toTargetError(new TargetError('timeout', sentence, { cause: error }), context)
  }
  return toTargetError(error, context)
}

/** Signs in; a password that is refused is asked for past every cache, once. */
async function open(
  reach: Reach,
  opened: MongoClient[],
  signal: AbortSignal,
): Promise<{ client: MongoClient; address: TargetAddress; hello: Document }> {
  for (const isFresh of [false, true]) {
    const address = await reach(isFresh)
    signal.throwIfAborted()
    const client = new MongoClient(urlOf(address), optionsOf(address))
    opened.push(client)
    try {
      return { client, address, hello: await firstAnswer(client) }
    } catch (error) {
      await client.close().catch(() => undefined)
      if (isFresh || !isSignInRefused(error)) throw error
    }
  }
  throw new TargetError('sign_in', 'The database refused the sign-in.')
}

/** The first answer after signing in. The driver would try for long where it cannot connect; once is enough to say so. */
function firstAnswer(client: MongoClient): Promise<Document> {
  const unreachable = new Promise<never>((_, reject) => client.once('serverHeartbeatFailed', ({ failure }) => reject(failure)))
  const answered = client.db('admin').command({ hello: 1 }, { timeoutMS: selectionMs })
  answered.catch(() => undefined)
  return Promise.race([answered, unreachable])
}

/** Sign-in and TLS are given beside it, so that nothing in them can be read as a part of an address. */
function urlOf({ host, port }: TargetAddress): string {
  if (!/^[\w.:-]+$/.test(host) || host.startsWith('/'))
    throw new TargetError('address', `${JSON.stringify(host)} is not the name of a server.`)
  return `mongodb://${isIPv6(host) ? `[${host}]` : host}:${port}/`
}

function optionsOf(address: TargetAddress): MongoClientOptions {
  return {
    appName: 'steward',
    directConnection: true,
    maxPoolSize: 3,
    connectTimeoutMS: selectionMs,
    serverSelectionTimeoutMS: selectionMs,
    // A change that was repeated by the driver could not be told from one that was made once.
    retryWrites: false,
    retryReads: false,
    ...(address.user === ''
      ? {}
      : {
          auth: { username: address.user, password: address.password },
          authSource: 'admin',
          // Not left to the server, which could ask for a weaker way.
          authMechanism: 'SCRAM-SHA-256' as const,
        }),
    ...tlsOf(address),
  }
}

function tlsOf({ tls, host }: TargetAddress): MongoClientOptions {
  if (tls.mode === 'off') return { tls: false }
  return {
    tls: true,
    rejectUnauthorized: true,
    ...servernameOf(tls.serverName ?? host),
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  }
}

/** An address without a name is checked against the addresses in the certificate. */
const servernameOf = (name: string) => (isIP(name) === 0 ? { servername: name } : {})

/** Stops what runs at the server, by its session or else by what it is running. Best effort: the connection is closed anyway. */
async function kill(client: MongoClient, session: ClientSession): Promise<void> {
  const admin = client.db('admin')
  const id = session.id
  try {
    await admin.command({ killSessions: [id] }, { timeoutMS: cancelMs })
  } catch {
    const running = await admin
      .aggregate([{ $currentOp: { allUsers: false } }, { $match: { 'command.lsid.id': id?.id } }], { timeoutMS: cancelMs })
      .toArray()
      .catch(() => [])
    for (const { opid } of running)
      await admin.command({ killOp: 1, op: opid as unknown }, { timeoutMS: cancelMs }).catch(() => undefined)
  }
}

function onAbort(signal: AbortSignal, act: () => unknown): () => void {
  signal.addEventListener('abort', act, { once: true })
  return () => signal.removeEventListener('abort', act)
}

/** The result of the work, or the reason to stop, after a moment for the work to hear of it. */
async function untilStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const working = work()
  let unlisten = () => undefined as void
  const stopped = new Promise<never>((_, reject) => {
    let timer: NodeJS.Timeout | undefined
    const off = onAbort(signal, () => {
      timer = setTimeout(() => reject(signal.reason as Error), cancelMs)
    })
    unlisten = () => {
      off()
      clearTimeout(timer)
    }
  })
  try {
    return await Promise.race([working, stopped])
  } finally {
    unlisten()
    working.catch(() => undefined)
  }
}

/** What is left of the time, for `maxTimeMS`. */
export function timeLeftMs({ deadline, signal }: Pick<Connected, 'deadline' | 'signal'>): number {
  signal.throwIfAborted()
  const leftMs = deadline - Date.now()
  if (leftMs <= 0) throw new TargetError('timeout', 'It took longer than it may and was stopped.')
  return Math.ceil(leftMs)
}
