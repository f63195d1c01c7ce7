import type pg from 'pg'
import { type Admission, LimitLedger, type LimitState, limitsOf, type Place, type Verdict } from './admission.ts'
import { type KeyedStart, keyValues, noteKeys } from './start-key.store.ts'

/**
 * Lets a batch of starts into the queue, in one transaction: keys first, then
 * what the limits remember, then the executions. Rows of limits are locked in
 * the order of their names, so that processes wait for each other and never lock
 * each other out. Safe to repeat after an unknown outcome.
 */
export async function writeAdmissions(client: pg.ClientBase, batch: readonly Admission[]): Promise<readonly Verdict[]> {
  // A process that is stopped in the middle must not keep the limits locked.
  await client.query(`begin; set local idle_in_transaction_session_timeout = '5s'`)
  try {
    const verdicts = await admitAll(client, batch)
    await client.query('commit')
    return verdicts
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function admitAll(client: pg.ClientBase, batch: readonly Admission[]): Promise<Verdict[]> {
  const stored = await storedAmong(client, batch)
  const fresh = batch.filter(({ head }) => !stored.has(head.id))
  const first = await noteStarts(client, fresh)
  const ledger = await lockLimits(client, fresh)

  const refused = new Map<string, number>()
  const admitted = fresh.filter((admission) => {
    const { head, startKey } = admission
    if (startKey !== undefined && !first.has(head.id)) return false
    const retryMs = ledger.refuses(admission)
    if (retryMs !== undefined) refused.set(head.id, retryMs)
    return retryMs === undefined
  })
  const replaced = await replaceWaiting(client, ledger.replaceable(admitted))
  await insertPlaces(client, ledger.place(admitted, replaced))
  await saveLimits(client, ledger.changes())
  await forgetStarts(client, [...refused.keys()])

  const queued = new Set([...stored, ...admitted.map(({ head }) => head.id)])
  return batch.map(({ head: { id } }): Verdict => {
    const retryMs = refused.get(id)
    if (retryMs !== undefined) return { kind: 'refused', retryMs }
    return queued.has(id) ? { kind: 'queued' } : { kind: 'repeated' }
  })
}

/** What an earlier try of this batch has stored already, and calls of workflows that were made before a crash. */
async function storedAmong(client: pg.ClientBase, batch: readonly Admission[]): Promise<Set<string>> {
  const ids = batch.map(({ head }) => head.id)
  const { rows } = await client.query<{ id: string }>('select id from workflow_executions where id = any($1::uuid[])', [ids])
  return new Set(rows.map((row) => row.id))
}

/** Ids of those that are the first with their key. */
async function noteStarts(client: pg.ClientBase, batch: readonly Admission[]): Promise<Set<string>> {
  const keyed = batch.flatMap(({ head, startKey }): KeyedStart[] => (startKey === undefined ? [] : [{ id: head.id, startKey }]))
  if (keyed.length === 0) return new Set()
  const { rows } = await client.query<{ execution_id: string }>(noteKeys(1), keyValues(keyed))
  return new Set(rows.map((row) => row.execution_id))
}

/** A start that is refused may come again under its key. */
async function forgetStarts(client: pg.ClientBase, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await client.query('delete from execution_starts where execution_id = any($1::uuid[])', [ids])
}

type LimitRow = {
  readonly workflow_id: string
  readonly kind: LimitState['kind']
  readonly key: string
  readonly state: string
  readonly stale_ms: number
  readonly now_ms: number
}

// Updating the row as it is locks it and reads its newest version, whoever wrote that.
const lockText = `
insert into start_limits (workflow_id, kind, key, state, stale_at)
select distinct on (workflow_id, kind, key) workflow_id, kind, key, 'null'::json, now() from unnest($1::uuid[], $2::text[], $3::text[]) as t(workflow_id, kind, key)
order by workflow_id, kind, key
on conflict (workflow_id, kind, key) do update set stale_at = start_limits.stale_at
returning workflow_id, kind, key, state::text, (extract(epoch from stale_at) * 1000)::float8 as stale_ms,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`

async function lockLimits(client: pg.ClientBase, batch: readonly Admission[]): Promise<LimitLedger> {
  const names = batch.flatMap(limitsOf)
  if (names.length === 0) return new LimitLedger([], 0)
  const { rows } = await client.query<LimitRow>(lockText, [
    names.map((name) => name.workflowId),
    names.map((name) => name.kind),
    names.map((name) => name.key),
  ])
  const states = rows.map((row): LimitState => {
    const { workflow_id: workflowId, kind, key } = row
    return { workflowId, kind, key, state: JSON.parse(row.state) as LimitState['state'], staleMs: row.stale_ms }
  })
  return new LimitLedger(states, Math.max(...rows.map((row) => row.now_ms)))
}

async function saveLimits(client: pg.ClientBase, limits: readonly LimitState[]): Promise<void> {
  if (limits.length === 0) return
  await client.query(
    `update start_limits l set state = i.state::json, stale_at = to_timestamp(i.stale_ms / 1000)
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::float8[]) as i(workflow_id, kind, key, state, stale_ms)
      where l.workflow_id = i.workflow_id and l.kind = i.kind and l.key = i.key`,
    [
      limits.map((limit) => limit.workflowId),
      limits.map((limit) => limit.kind),
      limits.map((limit) => limit.key),
      limits.map((limit) => JSON.stringify(limit.state)),
      limits.map((limit) => limit.staleMs),
    ],
  )
}

const replacedText = 'Replaced by a newer event that came within the quiet time: execution '

/** Ends executions that still wait for their quiet time in favour of newer ones; the ids of those it could end. */
async function replaceWaiting(client: pg.ClientBase, successors: ReadonlyMap<string, string>): Promise<Set<string>> {
  if (successors.size === 0) return new Set()
  const { rows } = await client.query<{ id: string }>(
    `update workflow_executions e set status = 'cancelled', ended_at = now(), fence = e.fence + 1, wait_until = null, wait_kind = null,
            error = $3 || i.successor || '.', updated_at = now()
       from unnest($1::uuid[], $2::text[]) as i(id, successor)
      where e.id = i.id and e.status = 'queued' and e.wait_kind = 'debounce' and e.wait_until > clock_timestamp()
     returning e.id`,
    [[...successors.keys()], [...successors.values()], replacedText],
  )
  return new Set(rows.map((row) => row.id))
}

/** Stands between JSON texts in one parameter. */
const separator = '\u001e'

// What is ready and belongs to a workflow whose queue is held joins the held.
const insertText = `
with input as (
  select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
    string_to_array($10, E'\\x1e')::json[], $11::text[], $12::timestamptz[], $13::text[],
    $14::uuid[], $15::uuid[], $16::uuid[], $17::uuid[], $18::int[], $19::text[], $20::int[], string_to_array($21, E'\\x1e')::json[], $22::boolean[], $23::text[]
  ) as t(id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, wait_until, wait_kind, created_by, retry_of, parent_id, answer_to, priority, limit_key, limit_max, entries, has_entries, partial)
), stored as (
  insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, wait_until, wait_kind, created_by, retry_of, parent_id, answer_to, priority, limit_key, limit_max, partial)
  select id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, wait_until,
    case when wait_kind is null and status = 'queued' and exists (select 1 from queue_holds h where h.workflow_id = input.workflow_id)
         then 'held' else wait_kind end,
    created_by, retry_of, parent_id, answer_to, priority, limit_key, limit_max, partial::json
  from input on conflict (id) do nothing
)
insert into execution_journal (execution_id, seq, entries)
select id, 0, entries from input where has_entries on conflict do nothing`

async function insertPlaces(client: pg.ClientBase, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return
  const of = <T>(pick: (place: Place) => T) => places.map(pick)
  const head = <K extends keyof Admission['head']>(name: K) => of((place) => place.admission.head[name])
  const limit = of((place) => place.admission.terms.concurrency)
  const text = insertText
  const values = [
    head('id'),
    head('workspaceId'),
    head('workflowId'),
    head('workflowName'),
    head('workflowVersion'),
    head('mode'),
    of((place) => (place.replacedBy === null ? 'queued' : 'cancelled')),
    of((place) => time(place.admission.head.startedMs)),
    of((place) => (place.replacedBy === null ? null : time(place.admission.head.startedMs))),
    of((place) => JSON.stringify(place.admission.head.trigger)).join(separator),
    of((place) => (place.replacedBy === null ? null : `${replacedText}${place.replacedBy}.`)),
    of((place) => time(place.dueMs)),
    of((place) => place.waitKind),
    head('createdBy'),
    head('retryOf'),
    head('parentId'),
    of((place) => place.admission.answerTo()),
    of((place) => place.admission.terms.priority),
    limit.map((one) => one?.key ?? null),
    limit.map((one) => one?.limit ?? null),
    of((place) => place.admission.entries ?? '[]').join(separator),
    of((place) => place.admission.entries !== null),
    of(
      ({
        admission: {
          head: { trigger },
        },
      }) => (trigger.partial === undefined ? null : JSON.stringify(trigger.partial)),
    ),
  ]
  await client.query({ name: 'insert-queued', text, values })
}

/** A throttle may give places that no calendar has; nobody waits for them. */
const latestMs = Date.UTC(9999, 0)

const time = (ms: number | null) => (ms === null ? null : new Date(Math.min(ms, latestMs)).toISOString())
