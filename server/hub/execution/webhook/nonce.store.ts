import type pg from 'pg'

/** A signed call that wants to be the first with its nonce, for a while. */
export type NonceClaim = { readonly nonce: string; readonly callId: string; readonly windowMs: number }

/**
 * The calls that are the first with their nonce. A nonce whose time is over is
 * free again. In order of the nonces, so that two processes with the same ones
 * wait for each other; safe to repeat.
 */
export async function takeNonces(pool: pg.Pool, claims: readonly NonceClaim[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ call_id: string }>(
    `insert into webhook_nonces (nonce, call_id, expires_at)
     select distinct on (nonce) nonce, call_id, now() + window_ms * interval '1 millisecond'
       from unnest($1::text[], $2::uuid[], $3::float8[]) with ordinality as t(nonce, call_id, window_ms, place)
      order by nonce, place
     on conflict (nonce) do update set call_id = excluded.call_id, expires_at = excluded.expires_at
      where webhook_nonces.expires_at < now() or webhook_nonces.call_id = excluded.call_id
     returning call_id`,
    [claims.map((one) => one.nonce), claims.map((one) => one.callId), claims.map((one) => one.windowMs)],
  )
  return new Set(rows.map((row) => row.call_id))
}

export async function forgetNonce(pool: pg.Pool, { nonce, callId }: NonceClaim): Promise<void> {
  await pool.query('delete from webhook_nonces where nonce = $1 and call_id = $2', [nonce, callId])
}

/** Forgets nonces whose time is over, a batch at a time; how many. */
export async function forgetOldNonces(pool: pg.Pool, batch: number): Promise<number> {
  const done = await pool.query(
    `delete from webhook_nonces where nonce in (
       select nonce from webhook_nonces where expires_at < now() order by expires_at limit $1 for update skip locked)`,
    [batch],
  )
  return done.rowCount ?? 0
}
