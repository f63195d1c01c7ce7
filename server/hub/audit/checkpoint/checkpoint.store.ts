import { sql, type Transaction } from 'kysely'
import type pg from 'pg'
import { newId } from '#base/id'
import { installationChain } from '../chain/chain-line.ts'
import type { Checkpoint } from '../chain/checkpoint.ts'

/** False where this line was signed by this key before. */
export async function insertCheckpoint<Tables>(tx: Transaction<Tables>, checkpoint: Checkpoint): Promise<boolean> {
  const { chain, seq, lines, hash, keyId, signature, at } = checkpoint
  const { numAffectedRows } = await sql`
    insert into checkpoints (id, workspace_id, seq, line_count, hash, key_id, signature, created_at)
    values (${newId()}, ${chain === installationChain ? null : chain}, ${seq}, ${lines}, decode(${hash}, 'hex'), ${keyId},
            decode(${signature}, 'base64'), ${at})
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

type Row = {
  chain_id: string
  seq: string
  line_count: string
  hash: string
  key_id: string
  signature: string
  created_at: Date
}

const columns = `chain_id, seq, line_count, encode(hash, 'hex') as hash, key_id, translate(encode(signature, 'base64'), E'\\n', '') as signature, created_at`

function asCheckpoint(row: Row): Checkpoint {
  return {
    version: 1,
    chain: row.chain_id,
    seq: Number(row.seq),
    lines: Number(row.line_count),
    hash: row.hash,
    at: row.created_at.toISOString(),
    keyId: row.key_id,
    signature: row.signature,
  }
}

/** Of one chain, newest first; those before `before`, where it is given. */
export async function listCheckpoints(
  pool: pg.Pool,
  chain: string,
  page: { readonly before?: number | undefined; readonly limit?: number } = {},
): Promise<Checkpoint[]> {
  const { rows } = await pool.query<Row>(
    `select ${columns} from checkpoints where chain_id = $1 and ($2::bigint is null or seq < $2) order by seq desc, key_id limit $3`,
    [chain, page.before ?? null, page.limit ?? null],
  )
  return rows.map(asCheckpoint)
}

export async function findNewestCheckpoint(pool: pg.Pool, chain: string): Promise<Checkpoint | undefined> {
  return (await listCheckpoints(pool, chain, { limit: 1 }))[0]
}

/** Of all chains, made since then. */
export async function listCheckpointsSince(pool: pg.Pool, since: Date): Promise<Checkpoint[]> {
  const { rows } = await pool.query<Row>(`select ${columns} from checkpoints where created_at >= $1 order by created_at`, [since])
  return rows.map(asCheckpoint)
}

/**
 * Chains that have lines after their last checkpoint: at least so many, or one that was recorded that long ago. Looks
 * at the two ends of every chain and not at what is between them.
 */
export async function findDueChains(pool: pg.Pool, due: { readonly lines: number; readonly since: Date }): Promise<string[]> {
  const { rows } = await pool.query<{ chain: string }>(
    `${everyChain}
     select c.chain from found c
      cross join lateral (select seq from audit_logs where chain_id = c.chain order by seq desc limit 1) as head
       left join lateral (select seq from checkpoints where chain_id = c.chain order by seq desc limit 1) as signed on true
      where head.seq > coalesce(signed.seq, 0)
        and (head.seq - coalesce(signed.seq, 0) >= $1
          or (select recorded_at from audit_logs where chain_id = c.chain and seq > coalesce(signed.seq, 0) order by seq limit 1) <= $2)`,
    [due.lines, due.since],
  )
  return rows.map((row) => row.chain)
}

/** Every chain that has a line or a checkpoint. */
export async function findChains(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ chain: string }>(
    `${everyChain} select chain from found union select distinct chain_id from checkpoints order by chain`,
  )
  return rows.map((row) => row.chain)
}

/** Jumps from one chain to the next in the index, which takes as long as there are chains, not lines. */
const everyChain = `
  with recursive chains as (
    (select chain_id as chain from audit_logs order by chain_id limit 1)
    union all
    select (select l.chain_id from audit_logs l where l.chain_id > c.chain order by l.chain_id limit 1)
      from chains c where c.chain is not null
  ), found as (select chain from chains where chain is not null)`
