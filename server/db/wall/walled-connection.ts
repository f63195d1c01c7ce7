import { AbortedTransactionError, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'
import type pg from 'pg'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The first message of every transaction within a workspace. The setting ends
 * with the transaction, so that it cannot reach whoever uses the connection
 * next, also behind a pooler that gives each transaction another connection.
 */
export function beginIn(workspaceId: string, how = 'begin'): string {
  if (!uuid.test(workspaceId)) throw new Error('a workspace is named by a uuid')
  return `${how}; select set_config('app.workspace_id', '${workspaceId}', true)`
}

type Query = { readonly text: string; readonly values: unknown[] }

/** One statement in a transaction of its own; everything goes out at once and is answered in one round trip. */
export async function runAlone<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  begin: string,
  { text, values }: Query,
): Promise<pg.QueryResult<Row>> {
  const [begun, result, ended] = await Promise.allSettled([
    client.query(begin),
    client.query<Row>(text, values),
    client.query('commit'),
  ])
  for (const each of [begun, result, ended]) if (each.status === 'rejected') throw each.reason
  return (result as PromiseFulfilledResult<pg.QueryResult<Row>>).value
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A connection that a statement or a transaction within a workspace has for itself. */
export class WalledConnection implements DatabaseConnection {
  private readonly client: pg.PoolClient
  private readonly workspaceId: string
  private inTransaction = false
  private isBroken = false

  constructor(client: pg.PoolClient, workspaceId: string) {
    this.client = client
    this.workspaceId = workspaceId
  }

  async begin(how: string): Promise<void> {
    this.inTransaction = true
    await this.client.query(beginIn(this.workspaceId, how))
  }

  async commit(): Promise<void> {
    this.inTransaction = false
    const { command } = await this.client.query('commit')
    // A failed statement that somebody caught has undone everything before it.
    if (command === 'ROLLBACK') throw new AbortedTransactionError()
  }

  async rollback(): Promise<void> {
    this.inTransaction = false
    this.isBroken = true
    await this.client.query('rollback')
    this.isBroken = false
  }

  /** Back to the pool; a connection in a state that nobody knows is closed instead. */
  release(): void {
    this.client.release(this.isBroken || this.inTransaction)
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const [text, values] = [query.sql, [...query.parameters]]
    const { command, rowCount, rows } = this.inTransaction
      ? await this.client.query(text, values)
      : await runAlone(this.client, beginIn(this.workspaceId), { text, values })
    return changing.has(command) ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows as R[] }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows cannot be streamed within a workspace')
  }
}
