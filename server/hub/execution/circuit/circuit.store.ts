import type pg from 'pg'

export type CircuitRow = {
  readonly id: string
  readonly workspace_id: string
  readonly connection: string
  readonly connection_name: string
  readonly state: 'closed' | 'open' | 'half_open'
  readonly failures: number
  readonly last_failure: string
  readonly last_failed_at: Date
  readonly opened: number
  readonly open_until: Date | null
  /** Milliseconds until a call may try again; by the clock of the database, 0 when it may. */
  readonly left_ms: number
}

const columns = `id, workspace_id, connection, connection_name, state, failures, last_failure, last_failed_at, opened, open_until,
  greatest(0, coalesce(extract(epoch from case state when 'open' then open_until when 'half_open' then probe_until end - now()) * 1000, 0))::float8 as left_ms`

export type CircuitKey = { readonly workspaceId: string; readonly connection: string }

type Failure = CircuitKey & {
  readonly id: string
  readonly name: string
  readonly why: string
  /** True for the call that was let through to see whether the service works again. */
  readonly probe: boolean
}

export type CircuitLimits = {
  /** So many failures in a row open the circuit; at least 2. */
  readonly failuresMax: number
  /** Failures farther apart than this are not in a row. */
  readonly periodMs: number
  readonly openMs: number
  readonly openMaxMs: number
}

// Of the statement below: the failure follows closely upon the last one; it is one too many; the service still does not work.
const inRow = `(c.last_failed_at >= now() - $8 * interval '1 millisecond')`
const opens = `(c.state = 'closed' and ${inRow} and c.failures + 1 >= $7)`
const opensAgain = `(c.state = 'half_open' and $6)`

/** Counts a failure, opens the circuit when it is one too many, and forgets circuits that nobody has used for a day. */
export async function noteFailure(pool: pg.Pool, failure: Failure, limits: CircuitLimits): Promise<CircuitRow | undefined> {
  const { rows } = await pool.query<CircuitRow>(
    `with pruned as (
       delete from circuits where connection <> $3 and greatest(open_until, last_failed_at) < now() - interval '1 day'
     )
     insert into circuits as c (id, workspace_id, connection, connection_name, failures, last_failure)
     values ($1, $2, $3, $4, 1, $5)
     on conflict (workspace_id, connection) do update set
       connection_name = excluded.connection_name, last_failure = excluded.last_failure, last_failed_at = now(),
       failures = case when c.state = 'closed' and not ${inRow} then 1 else c.failures + 1 end,
       opened = case when ${opens} then 1 when ${opensAgain} then c.opened + 1 else c.opened end,
       open_until = case when ${opens} then now() + $9 * interval '1 millisecond'
         when ${opensAgain} then now() + least($9 * 2 ^ least(c.opened, 20), $10) * interval '1 millisecond' else c.open_until end,
       state = case when ${opens} or ${opensAgain} then 'open' else c.state end
     returning ${columns}`,
    [
      failure.id,
      failure.workspaceId,
      failure.connection,
      failure.name,
      failure.why,
      failure.probe,
      limits.failuresMax,
      limits.periodMs,
      limits.openMs,
      limits.openMaxMs,
    ],
  )
  return rows[0]
}

/** The service works: forgets its failures. While the circuit is open only the call that was let through can tell. */
export async function noteSuccess(pool: pg.Pool, { workspaceId, connection }: CircuitKey, probe: boolean): Promise<void> {
  await pool.query(`delete from circuits where workspace_id = $1 and connection = $2 and (state = 'closed' or $3)`, [
    workspaceId,
    connection,
    probe,
  ])
}

/** Lets one call through whose outcome decides. Of all processes one gets it; it counts for so long, should its process die. */
export async function takeProbe(pool: pg.Pool, { workspaceId, connection }: CircuitKey, probeMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update circuits set state = 'half_open', probe_until = now() + $3 * interval '1 millisecond'
      where workspace_id = $1 and connection = $2
        and ((state = 'open' and open_until <= now()) or (state = 'half_open' and probe_until <= now()))`,
    [workspaceId, connection, probeMs],
  )
  return rowCount === 1
}

/** The call that was let through told nothing about the service: the next one may try. */
export async function giveProbeBack(pool: pg.Pool, { workspaceId, connection }: CircuitKey): Promise<void> {
  await pool.query(
    `update circuits set state = 'open', open_until = now() where workspace_id = $1 and connection = $2 and state = 'half_open'`,
    [workspaceId, connection],
  )
}

/** Of one connection, or all of the installation. */
export async function readCircuits(pool: pg.Pool, key?: CircuitKey): Promise<CircuitRow[]> {
  const { rows } = await pool.query<CircuitRow>(
    `select ${columns} from circuits where $1::uuid is null or (workspace_id = $1 and connection = $2)`,
    [key?.workspaceId ?? null, key?.connection ?? null],
  )
  return rows
}

export async function listCircuitRows(pool: pg.Pool, workspaceId: string): Promise<CircuitRow[]> {
  const { rows } = await pool.query<CircuitRow>(
    `select ${columns} from circuits where workspace_id = $1 order by last_failed_at desc limit 500`,
    [workspaceId],
  )
  return rows
}

/** Forgets a circuit of the workspace; undefined when there is none with this id. */
export async function deleteCircuit(pool: pg.Pool, workspaceId: string, id: string): Promise<CircuitKey | undefined> {
  const { rows } = await pool.query<{ connection: string }>(
    'delete from circuits where workspace_id = $1 and id = $2 returning connection',
    [workspaceId, id],
  )
  return rows[0] === undefined ? undefined : { workspaceId, connection: rows[0].connection }
}
