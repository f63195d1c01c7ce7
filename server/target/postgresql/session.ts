import { checkServerIdentity } from 'node:tls'
import pg from 'pg'
import { type Reach, type TargetAddress, TargetError, type TargetTls } from '../target.ts'
import { explain } from './explain-error.ts'

const connectMs = 10_000
/** How long after its own limit a server is no longer waited for: it keeps to none, or is gone without a word. */
const graceMs = 5_000

/** Values arrive as PostgreSQL writes them; what becomes of them is decided in one place. */
const asText = { getTypeParser: () => (value: unknown) => value } as unknown as pg.CustomTypesConfig

type Wire = NodeJS.ReadableStream & { readonly destroyed: boolean; destroy(error?: Error): void }

/** A connection of its own for one piece of work; nothing of it is ever used again. */
export class Session {
  readonly client: pg.Client
  /** Why we broke it off ourselves. */
  reason: Error | null = null
  /** For so long one answer is waited for. */
  private patienceMs = connectMs

  private constructor(client: pg.Client) {
    this.client = client
    // Without a listener a lost connection would end the whole process.
    client.on('error', () => undefined)
  }

  /** A password that was changed meanwhile is asked for once more, before anything has run. */
  static async open(reach: Reach): Promise<Session> {
    try {
      return await Session.connect(await reach(false))
    } catch (error) {
      if ((error as { code?: unknown }).code !== '28P01') throw explain(error)
    }
    try {
      return await Session.connect(await reach(true))
    } catch (error) {
      throw explain(error)
    }
  }

  private static async connect(address: TargetAddress): Promise<Session> {
    const client = new pg.Client({
      host: address.host,
      port: address.port,
      database: address.database,
      user: address.user,
      password: address.password,
      ssl: tlsOf(address.tls, address.host),
      connectionTimeoutMillis: connectMs,
      application_name: 'steward query',
      keepAlive: true,
      types: asText,
    })
    const session = new Session(client)
    try {
      await client.connect()
      return session
    } catch (error) {
      session.destroy()
      throw error
    }
  }

  /** Always by the extended protocol: it takes one statement, whatever stands in the text. */
  async rows(text: string, values: readonly unknown[] = []): Promise<Record<string, string | null>[]> {
    return (await this.ask(text, values)).rows
  }

  async ask(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult<Record<string, string | null>>> {
    return this.within(
      this.client.query<Record<string, string | null>>({ text, values: [...values], queryMode: 'extended' } as pg.QueryConfig),
    )
  }

  /** From here on the server has to answer within its own limit, and a little more. */
  expectWithin(statementMs: number): void {
    this.patienceMs = statementMs + graceMs
  }

  /** Waits for an answer, and breaks off where none comes: the limits of the server are worth as much as the server. */
  async within<T>(answer: Promise<T>): Promise<T> {
    const late = setTimeout(
      () => this.breakOff(new TargetError('unreachable', 'The database did not answer in time and was left alone.')),
      this.patienceMs,
    )
    try {
      return await answer
    } catch (error) {
      throw this.reason ?? error
    } finally {
      clearTimeout(late)
    }
  }

  get processId(): number {
    return (this.client as unknown as { processID: number }).processID
  }

  get socket(): Wire {
    return (this.client as unknown as { connection: { stream: Wire } }).connection.stream
  }

  /** Says goodbye, but waits for nobody who does not answer. */
  async close(): Promise<void> {
    if (this.socket.destroyed) return
    const late = setTimeout(() => this.destroy(), 2_000)
    await this.client.end().catch(() => undefined)
    clearTimeout(late)
  }

  /** Ends the connection at once; whoever waits for it hears this reason. */
  breakOff(reason: Error): void {
    this.reason ??= reason
    this.destroy()
  }

  destroy(): void {
    this.socket.destroy()
  }
}

function tlsOf(tls: TargetTls, host: string): pg.ClientConfig['ssl'] {
  if (tls.mode === 'off') return false
  const name = tls.serverName ?? host
  return {
    rejectUnauthorized: true,
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  }
}

export type Times = { readonly statementMs: number; readonly lockMs: number }

/**
 * Begins a transaction whose mode and limits the statement cannot change: a query has been asked in it, so PostgreSQL
 * takes no other mode any more, and everything that would set something is refused when the text is read.
 */
export async function begin(session: Session, mode: string, times: Times, snapshot?: string): Promise<void> {
  session.expectWithin(times.statementMs)
  await session.ask(`begin ${mode}`)
  if (snapshot !== undefined) await session.ask(`set transaction snapshot '${snapshot.replaceAll("'", '')}'`)
  await session.ask('select 1')
  await limit(session, times, true)
}

/** Limits for the transaction, or for the whole connection where a statement takes no transaction. */
export async function limit(session: Session, { statementMs, lockMs }: Times, isLocal: boolean): Promise<void> {
  const [server] = await session.rows(`select current_setting('server_version_num') as version`)
  const version = Number(server?.['version'] ?? 0)
  // A slow taker of rows leaves the transaction idle; it may do so for a while and not for ever.
  const idleMs = statementMs + 60_000
  const settings: readonly (readonly [string, string])[] = [
    ['statement_timeout', String(statementMs)],
    ['lock_timeout', String(lockMs)],
    ['idle_in_transaction_session_timeout', String(idleMs)],
    ...(version >= 170_000 ? [['transaction_timeout', String(idleMs * 2)] as const] : []),
    // The server itself notices that nobody listens any more.
    ...(version >= 140_000 ? [['client_connection_check_interval', '2000'] as const] : []),
    // The parser that judged the text reads strings in this way; another way would be another statement.
    ['standard_conforming_strings', 'on'],
    ['client_encoding', 'UTF8'],
    ['datestyle', 'ISO, YMD'],
    ['intervalstyle', 'iso_8601'],
    ['timezone', 'UTC'],
    ['bytea_output', 'hex'],
    ['extra_float_digits', '1'],
    ['xmlbinary', 'base64'],
  ]
  const calls = settings.map(([name], at) => `set_config('${name}', $${at + 1}, ${isLocal})`)
  await session.ask(
    `select ${calls.join(', ')}`,
    settings.map(([, value]) => value),
  )
}
