import type pg from 'pg'
import { connectAdmin } from '../connect-admin.ts'

/**
 * Who uses an embedded database is said by a lock inside it, held by a
 * connection: it cannot go stale, because it ends with its process.
 */
const owner = `hashtextextended('steward owns the embedded database', 0)`
const guests = `hashtextextended('steward is a guest of the embedded database', 0)`

export async function connectOwner(url: string, waitMs?: number): Promise<pg.Client> {
  return await connectAdmin(url, { applicationName: `steward owner ${process.pid}`, ...(waitMs === undefined ? {} : { waitMs }) })
}

/** True when this process owns the database now. Waits a little, because the process before may just be leaving. */
export async function becomeOwner(client: pg.Client, waitMs = 1000): Promise<boolean> {
  const deadline = performance.now() + waitMs
  for (;;) {
    const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${owner}) as locked`)
    if (rows[0]?.locked === true) return true
    if (performance.now() > deadline) return false
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** The process number of the owner, as far as it can be known. */
export async function findOwner(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity join pg_locks using (pid)
      where locktype = 'advisory' and granted and ((classid::bigint << 32) | objid::bigint) = ${owner}`,
  )
  return /\d+$/.exec(rows[0]?.name ?? '')?.[0]
}

/** Joins a running database for a while. The owner waits for its guests, though not for ever. */
export async function becomeGuest(client: pg.Client): Promise<void> {
  await client.query(`select pg_advisory_lock_shared(${guests})`)
}

export async function waitForGuests(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = '3s'`)
  await client.query(`select pg_advisory_lock(${guests})`).catch(() => undefined)
}
