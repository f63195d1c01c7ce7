import { AbortedTransactionError, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'
import type pg from 'pg'
import { runAlone, spoils } from './walled-query.ts'

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A connection that a statement or a transaction within a workspace has for itself. */
export class WalledConnection implements DatabaseConnection {
  private readonly client: pg.PoolClient
  private readonly workspaceId: string
  private inTransaction = false
  private isSpoilt = false

  constructor(client: pg.PoolClient, workspaceId: string) {
    this.client = client
    this.workspaceId = workspaceId
  }

  /** The setting ends with the transaction, so that it cannot reach whoever uses the connection next. */
  async begin(how: string): Promise<void> {
    this.inTransaction = true
    await this.client.query(`${how}; select set_config('app.workspace_id', '${this.workspaceId}', true)`)
  }

  async commit(): Promise<void> {
    const { command } = await this.client.query('commit')
    this.inTransaction = false
    // A failed statement that somebody caught has undone everything before it.
    if (command === 'ROLLBACK') throw new AbortedTransactionError()
  }

  async rollback(): Promise<void> {
    await this.client.query('rollback')
    this.inTransaction = false
  }

  /** Back to the pool; a connection in a state that nobody knows is closed instead. */
  release(): void {
    this.client.release(this.isSpoilt || this.inTransaction)
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.send(query)
    return changing.has(command) ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows as R[] }
  }

  private async send({ sql: text, parameters: values }: CompiledQuery): Promise<pg.QueryResult> {
    try {
      if (this.inTransaction) return await this.client.query(text, [...values])
      return await runAlone(this.client, this.workspaceId, { text, values })
    } catch (error) {
      this.isSpoilt ||= spoils(error)
      throw error
    }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows cannot be streamed within a workspace')
  }
}
