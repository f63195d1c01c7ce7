import { sql, type Transaction } from 'kysely'
import type pg from 'pg'
import type { AuditMeans } from '@steward/contract/api/audit'
import type { PlacedLine } from './append-lines.ts'
import { type ChainLine, type Head, type Origin, type Sealed, subjectOf, type Values } from './chain/chain-line.ts'

/** Keeps everybody else from writing to these chains until the transaction is over; the heads of those that have lines. */
export async function lockChains<Tables>(tx: Transaction<Tables>, chains: readonly string[]): Promise<Map<string, Head>> {
  // All of them in one order, so that two transactions cannot wait for each other.
  await sql`
    select pg_advisory_xact_lock(key)
      from (select distinct hashtextextended('steward audit chain ' || chain, 0) as key
              from unnest(${chains}::text[]) as chain order by key) as keys`.execute(tx)
  const { rows } = await sql<{ chain: string; seq: string; hash: string }>`
    select chain, head.seq, encode(head.hash, 'hex') as hash
      from unnest(${chains}::uuid[]) as chain
     cross join lateral (select seq, hash from audit_logs where chain_id = chain order by seq desc limit 1) as head`.execute(tx)
  return new Map(rows.map(({ chain, seq, hash }) => [chain, { seq: Number(seq), hash }]))
}

/** Three statements for any number of lines. */
export async function insertLines<Tables>(tx: Transaction<Tables>, lines: readonly PlacedLine[]): Promise<void> {
  await sql`
    insert into audit_logs (id, workspace_id, seq, user_id, means, action, resource_type, resource_id, created_at, recorded_at,
      origin_digest, values_digest, prev_hash, hash)
    select id, "workspaceId", seq, "userId", means, action, "resourceType", "resourceId", at, "recordedAt",
      decode(origin->>'digest', 'hex'), decode("values"->>'digest', 'hex'), decode("prevHash", 'hex'), decode(hash, 'hex')
      from json_to_recordset(${JSON.stringify(lines.map(withoutContents))}::json) as given (id uuid, "workspaceId" uuid, seq bigint,
        "userId" uuid, means text, action text, "resourceType" text, "resourceId" text, at timestamptz, "recordedAt" timestamptz,
        origin json, "values" json, "prevHash" text, hash text)`.execute(tx)
  const origins = lines.flatMap(({ id, workspaceId, userId, origin }) =>
    origin === null ? [] : [{ id, workspaceId, userId, salt: origin.salt, ...origin.content }],
  )
  if (origins.length > 0)
    await sql`
      insert into audit_origins (line_id, workspace_id, user_id, salt, ip_address, user_agent)
      select id, "workspaceId", "userId", decode(salt, 'hex'), address, agent
        from json_to_recordset(${JSON.stringify(origins)}::json) as given (id uuid, "workspaceId" uuid, "userId" uuid, salt text,
          address text, agent text)`.execute(tx)
  const values = lines.flatMap((line) =>
    line.values === null
      ? []
      : [
          {
            id: line.id,
            workspaceId: line.workspaceId,
            subject: subjectOf(line),
            salt: line.values.salt,
            ...line.values.content,
          },
        ],
  )
  if (values.length > 0)
    await sql`
      insert into audit_values (line_id, workspace_id, subject_id, salt, old_values, new_values, metadata)
      select id, "workspaceId", case when subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then subject::uuid end,
        decode(salt, 'hex'), old, new, metadata
        from json_to_recordset(${JSON.stringify(values)}::json) as given (id uuid, "workspaceId" uuid, subject text, salt text,
          old jsonb, new jsonb, metadata jsonb)`.execute(tx)
}

/** Those workspaces of the lines whose last act is in the log. */
export async function findGone<Tables>(
  tx: Transaction<Tables>,
  lines: readonly PlacedLine[],
  lastAct: string,
): Promise<ReadonlySet<string | null>> {
  const workspaces = [...new Set(lines.flatMap(({ workspaceId }) => workspaceId ?? []))]
  const { rows } = await sql<{ id: string }>`
    select distinct chain_id as id from audit_logs where chain_id = any(${workspaces}::uuid[]) and action = ${lastAct}`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

const withoutContents = ({ origin, values, ...line }: PlacedLine) => ({
  ...line,
  origin: origin === null ? null : { digest: origin.digest },
  values: values === null ? null : { digest: values.digest },
})

export type LineRow = {
  id: string
  seq: string
  user_id: string | null
  means: AuditMeans | null
  action: string
  resource_type: string
  resource_id: string | null
  created_at: Date
  recorded_at: Date
  origin_digest: string | null
  origin_salt: string | null
  ip_address: string | null
  user_agent: string | null
  values_digest: string | null
  values_salt: string | null
  old_values: Values['old']
  new_values: Values['new']
  metadata: Values['metadata']
  prev_hash: string
  hash: string
}

const columns = `l.id, l.seq, l.user_id, l.means, l.action, l.resource_type, l.resource_id, l.created_at, l.recorded_at,
  encode(l.origin_digest, 'hex') as origin_digest, encode(o.salt, 'hex') as origin_salt, o.ip_address, o.user_agent,
  encode(l.values_digest, 'hex') as values_digest, encode(v.salt, 'hex') as values_salt, v.old_values, v.new_values, v.metadata,
  encode(l.prev_hash, 'hex') as prev_hash, encode(l.hash, 'hex') as hash`
const tables = 'audit_logs l left join audit_origins o on o.line_id = l.id left join audit_values v on v.line_id = l.id'

export type LineFilter = {
  readonly chain: string
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly resourceType?: string | undefined
  readonly resourceId?: string | undefined
  readonly means?: AuditMeans | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly text?: string | undefined
  /** Lines before this one. */
  readonly before?: number | undefined
  readonly limit: number
}

/** Newest first. */
export async function listLineRows(pool: pg.Pool, filter: LineFilter): Promise<LineRow[]> {
  const values: unknown[] = [filter.chain]
  const where = ['l.chain_id = $1']
  const also = (text: string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(text.replaceAll('?', `$${values.length}`))
  }
  const kind = /^([^*]+)\.\*$/.exec(filter.action ?? '')?.[1]
  also('l.user_id = ?', filter.actor)
  also(`l.action like ?`, kind === undefined ? undefined : `${escapeLike(kind)}.%`)
  also('l.action = ?', kind === undefined ? filter.action : undefined)
  also('l.resource_type = ?', filter.resourceType)
  also('l.resource_id = ?', filter.resourceId)
  also('l.means = ?', filter.means)
  also('l.created_at >= ?', filter.from)
  also('l.created_at < ?', filter.to)
  also(
    `concat_ws(' ', l.action, l.resource_type, l.resource_id, v.old_values, v.new_values, v.metadata) ilike ?`,
    filter.text === undefined ? undefined : `%${escapeLike(filter.text)}%`,
  )
  also('l.seq < ?', filter.before)
  values.push(filter.limit)
  const { rows } = await pool.query<LineRow>(
    `select ${columns} from ${tables} where ${where.join(' and ')} order by l.seq desc limit $${values.length}`,
    values,
  )
  return rows
}

const escapeLike = (text: string) => text.replaceAll('\0', '\ufffd').replaceAll(/[\\%_]/g, '\\$&')

const batchSize = 2000

/** A chain from its first line on, or from behind `after`, in batches; nothing is held in between. */
export async function* readChain(
  pool: pg.Pool,
  chain: string,
  range: { readonly after?: number; readonly upTo?: number } = {},
): AsyncGenerator<ChainLine[]> {
  let after: number | null = range.after ?? null
  for (;;) {
    const { rows } = await pool.query<LineRow>(
      `select ${columns} from ${tables}
        where l.chain_id = $1 and ($2::bigint is null or l.seq > $2) and ($3::bigint is null or l.seq <= $3)
        order by l.seq limit $4`,
      [chain, after, range.upTo ?? null, batchSize],
    )
    if (rows.length > 0) yield rows.map(asLine)
    if (rows.length < batchSize) return
    after = Number(rows.at(-1)?.seq)
  }
}

export function asLine(row: LineRow): ChainLine {
  const origin = { address: row.ip_address, agent: row.user_agent }
  const values = { old: row.old_values, new: row.new_values, metadata: row.metadata }
  return {
    seq: Number(row.seq),
    id: row.id,
    at: row.created_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    userId: row.user_id,
    means: row.means,
    action: row.action,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    origin: unsealed<Origin>(row.origin_digest, row.origin_salt, origin),
    values: unsealed<Values>(row.values_digest, row.values_salt, values),
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}

function unsealed<Content>(digest: string | null, salt: string | null, content: Content): Sealed<Content> | null {
  if (digest === null) return null
  return { digest, salt, content: salt === null ? null : content }
}

export async function findHead(pool: pg.Pool, chain: string): Promise<Head | undefined> {
  const { rows } = await pool.query<{ seq: string; hash: string }>(
    `select seq, encode(hash, 'hex') as hash from audit_logs where chain_id = $1 order by seq desc limit 1`,
    [chain],
  )
  return rows[0] === undefined ? undefined : { seq: Number(rows[0].seq), hash: rows[0].hash }
}

/** Removes from where a person acted and what lines tell about them; the workspaces of the lines, null for the installation's. */
export async function removePersonalData<Tables>(tx: Transaction<Tables>, personId: string): Promise<(string | null)[]> {
  const { rows } = await sql<{ workspace_id: string | null }>`
    with origins as (delete from audit_origins where user_id = ${personId} returning workspace_id),
         told as (delete from audit_values where subject_id = ${personId} returning workspace_id)
    select workspace_id from origins union select workspace_id from told`.execute(tx)
  return rows.map((row) => row.workspace_id)
}
