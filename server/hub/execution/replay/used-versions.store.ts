import type pg from 'pg'

/** What a workflow with very many executions may cost to look through. */
const patience = '5s'
const tookTooLong = '57014'

/** Which of these versions executions are of; all of them where there are too many executions to look through. */
export async function findUsedVersions(
  pool: pg.Pool,
  { workflowId, versions }: { readonly workflowId: string; readonly versions: readonly number[] },
): Promise<ReadonlySet<number>> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`set local statement_timeout = '${patience}'`)
    const { rows } = await client.query<{ version: number }>(
      'select distinct workflow_version as version from workflow_executions where workflow_id = $1 and workflow_version = any($2)',
      [workflowId, [...versions]],
    )
    return new Set(rows.map((row) => row.version))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === tookTooLong) return new Set(versions)
    throw error
  } finally {
    await client.query('rollback').catch(() => undefined)
    client.release()
  }
}
