import pg from 'pg'

/** What pg's own query does with the messages of the server, as far as it is changed here. The types of the package leave it out. */
type Query = pg.Submittable & {
  prepare(connection: pg.Connection): void
  requiresPreparation(): boolean
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: pg.Connection): void
}
type Told = (error: Error | null | undefined, result: pg.QueryResult) => void
const PgQuery = pg.Query as unknown as new (query: { text: string; values: unknown[] }, values: undefined, told: Told) => Query

const setting = { name: '', text: `select set_config('app.workspace_id', $1, true)`, types: [] }

/**
 * A statement with its workspace before it, in one message to the server: what
 * goes out before one Sync is one transaction, so the setting holds for the
 * statement and ends with it, whatever becomes of it. A begin and a commit of
 * their own would cost a third more. Should pg stop calling what is overridden
 * here, the setting is missing and the statement sees nothing.
 */
class WalledQuery extends PgQuery {
  private readonly workspaceId: string
  private hasWorkspace = false

  constructor(workspaceId: string, query: { text: string; values: unknown[] }, told: Told) {
    super(query, undefined, told)
    this.workspaceId = workspaceId
  }

  override requiresPreparation(): boolean {
    return true
  }

  override prepare(connection: pg.Connection): void {
    connection.parse(setting, true)
    connection.bind({ values: [this.workspaceId] }, true)
    connection.execute({}, true)
    super.prepare(connection)
  }

  /** The first row and the first completion are those of the setting. */
  override handleDataRow(message: unknown): void {
    if (this.hasWorkspace) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.hasWorkspace) super.handleCommandComplete(message, connection)
    this.hasWorkspace = true
  }
}

/** Carries one statement out in its workspace, in a transaction of its own. */
export async function runAlone<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  workspaceId: string,
  query: { readonly text: string; readonly values: readonly unknown[] },
): Promise<pg.QueryResult<Row>> {
  return new Promise((resolve, reject) => {
    const told: Told = (error, result) => (error ? reject(error) : resolve(result as pg.QueryResult<Row>))
    client.query(new WalledQuery(workspaceId, { text: query.text, values: [...query.values] }, told))
  })
}

/** Whether a connection is not to be used again: it was cut, or nobody knows what it has been sent. */
export function spoils(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || error.severity !== 'ERROR'
}
