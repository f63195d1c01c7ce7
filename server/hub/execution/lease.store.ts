import type pg from 'pg'

/** How long a worker is believed alive after its last sign. */
export const leaseMs = 15_000

/**
 * Registers a worker on the connection that keeps its lock. The lock goes with
 * the connection, so the death of a process is seen at once; the lease covers a
 * process that is stopped and keeps its connections.
 */
export async function registerWorker(
  client: pg.ClientBase,
  worker: {
    id: string
    lockKey: string
    host: string
    pid: number
    roles: readonly string[]
    keyId: string
  },
): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [worker.lockKey])
  await client.query(
    `insert into workers (id, lock_key, host, pid, roles, key_id, lease_until)
     values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond')`,
    [worker.id, worker.lockKey, worker.host, worker.pid, worker.roles, worker.keyId, leaseMs],
  )
}

/** Says that the worker is alive, and with which key it locks by now; false when it has been declared dead meanwhile. */
export async function renewLease(client: pg.ClientBase, workerId: string, keyId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update workers set heartbeat_at = now(), lease_until = now() + $2 * interval '1 millisecond', key_id = $3 where id = $1`,
    [workerId, leaseMs, keyId],
  )
  return rowCount === 1
}

/** A living process that locks secrets with none of these keys. */
export async function findStranger(
  client: pg.ClientBase | pg.Pool,
  keyIds: readonly string[],
): Promise<{ host: string; pid: number } | undefined> {
  const { rows } = await client.query<{ host: string; pid: number }>(
    'select host, pid from workers where key_id <> all($1) and lease_until > now() limit 1',
    [keyIds],
  )
  return rows[0]
}

/** Whether another living process walks executions. */
export async function hasOtherWorkers(client: pg.ClientBase | pg.Pool, ownId: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select exists (select 1 from workers where id <> $1 and 'worker' = any(roles) and lease_until > now()) as found`,
    [ownId],
  )
  return rows[0]?.found === true
}

export async function removeWorker(client: pg.ClientBase, workerId: string): Promise<void> {
  await client.query('delete from workers where id = $1', [workerId])
}

/** Declares workers dead whose lease has run out or whose lock nobody holds. Their executions are free from then on. */
export async function buryDeadWorkers(client: pg.ClientBase, ownId: string): Promise<number> {
  const { rows } = await client.query<{ id: string; lock_key: string; late: boolean }>(
    'select id, lock_key, lease_until < now() as late from workers where id <> $1',
    [ownId],
  )
  let buried = 0
  for (const { id, lock_key, late } of rows) {
    if (!late && !(await isLockFree(client, lock_key))) continue
    const { rowCount } = await client.query('delete from workers where id = $1 and ($2 or lease_until >= now())', [id, late])
    buried += rowCount ?? 0
  }
  return buried
}

async function isLockFree(client: pg.ClientBase, lockKey: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [lockKey])
  if (rows[0]?.free !== true) return false
  await client.query('select pg_advisory_unlock($1)', [lockKey])
  return true
}
