import pg from 'pg'

export type HeldTable = {
  /** Resolves once so many statements of others wait for the table. */
  waitedFor(count?: number): Promise<void>
  /** Ends the statements that wait, as if they had never come, and lets go. */
  drop(): Promise<void>
}

/** Keeps everybody from writing into a table, so that a process stands still at a place that is known. */
export async function holdTable(databaseUrl: string, table: string): Promise<HeldTable> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(`lock table ${table} in exclusive mode`)
  const waiting = `select pid from pg_locks where not granted and relation = '${table}'::regclass`
  return {
    waitedFor: async (count = 1) => {
      while (((await client.query(waiting)).rowCount ?? 0) < count) await new Promise((resolve) => setTimeout(resolve, 10))
    },
    drop: async () => {
      // What waits is carried out even when its process is gone, so it has to be ended first.
      await client.query(`select pg_terminate_backend(pid) from (${waiting}) waiting`)
      while (((await client.query(waiting)).rowCount ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 10))
      await client.query('rollback')
      await client.end()
    },
  }
}
