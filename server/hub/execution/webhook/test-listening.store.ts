import type pg from 'pg'

export type ListeningRow = {
  readonly workflow_id: string
  readonly version: number
  readonly created_by: string | null
  readonly listen_until: Date
}

export type NewListening = {
  readonly workflowId: string
  readonly workspaceId: string
  readonly version: number
  readonly createdBy: string | null
  readonly forMs: number
}

const columns = 'workflow_id, version, created_by, listen_until'

/** Who listens now, in any process. */
export async function readListenings(client: pg.ClientBase | pg.Pool): Promise<ListeningRow[]> {
  const { rows } = await client.query<ListeningRow>(`select ${columns} from test_listenings where listen_until > now()`)
  return rows
}

/** Stores that somebody listens, unless `check` throws; one after another over all processes, so that no two of them take one path. */
export async function storeListening(
  pool: pg.Pool,
  listening: NewListening,
  check: (others: readonly ListeningRow[]) => Promise<void>,
): Promise<ListeningRow> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('lock table test_listenings in share row exclusive mode')
    await client.query('delete from test_listenings where listen_until <= now() or workflow_id = $1', [listening.workflowId])
    await check(await readListenings(client))
    const { workflowId, workspaceId, version, createdBy, forMs } = listening
    const { rows } = await client.query<ListeningRow>(
      `insert into test_listenings (workflow_id, workspace_id, version, created_by, listen_until)
       values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond') returning ${columns}`,
      [workflowId, workspaceId, version, createdBy, forMs],
    )
    await client.query('commit')
    return rows[0] as ListeningRow
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Ends listening; true for the one call that did. */
export async function takeListening(pool: pg.Pool, workflowId: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from test_listenings where workflow_id = $1 and listen_until > now()', [
    workflowId,
  ])
  return rowCount === 1
}
