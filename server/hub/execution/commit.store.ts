import type pg from 'pg'
import { type Change, effectsSettled } from '#engine/host'
import { insertPlainEnds, isPlainEnd } from './insert-ended.store.ts'
import { separator } from './json-column.ts'
import { placeFollowers } from './queue/place.store.ts'
import { keyValues, noteKeys } from './queue/start-key.store.ts'
import { fileReferences, noteFiles } from './storage/file-references.ts'


/** Tells what became of the effects of the changes that were taken: one event for all, none when nothing happened outside. */
const toldFrom = (taken: string) => `told as (
  insert into outbox (event_id, type, key, payload)
  select event_id, '${effectsSettled}', event_id::text, payload::json
  from (
    select gen_random_uuid() as event_id, '{"changes":[' || string_agg(facts, ',') || ']}' as payload from ${taken} where facts <> ''
  ) event where payload is not null
)`

// One statement, hence one transaction and one round trip, for any number of
// executions. Rows come as columns (unnest), JSON as one text that is split.
const insertText = `
with input as (
  select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
    string_to_array($10, E'\\x1e')::json[], $11::text[], $12::text[], $13::timestamptz[], $14::text[], $15::int[],
    $16::uuid[], $17::uuid[], $18::uuid[], $19::uuid[], $20::int[], $21::int[], string_to_array($22, E'\\x1e')::json[], $23::uuid[],
    string_to_array($24, E'\\x1e')
  ) as t(id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, error_node, wait_until, wait_kind, in_doubt,
    created_by, retry_of, parent_id, worker_id, fence, seq, entries, answer_to, facts)
), keyed as (${noteKeys(25)}
), taken as (
  select * from input where id <> all($26::uuid[]) or id in (select execution_id from keyed)
), stored as (
  insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, error_node, wait_until, wait_kind, in_doubt, created_by, retry_of, parent_id, worker_id, fence, answer_to)
  select id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, error_node, wait_until, wait_kind, in_doubt, created_by, retry_of, parent_id, worker_id, fence, answer_to
  from taken on conflict (id) do nothing
), journal as (
  insert into execution_journal (execution_id, seq, entries)
  select id, seq, entries from taken where seq >= 0 on conflict do nothing
), ${toldFrom('taken')}
select id from taken`

// The worker and fence of the row decide whether the write counts: whoever took
// the execution over has raised the fence. Whether it is paused is what the row says by now.
const updateText = `
with input as (
  select * from unnest(
    $1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::int[],
    $11::int[], string_to_array($12, E'\\x1e')::json[], $13::uuid[],
    string_to_array($14, E'\\x1e')
  ) as t(id, fence, worker_id, status, ended_at, error, error_node, wait_until, wait_kind, in_doubt, seq, entries, answer_to, facts)
), stored as (
  update workflow_executions e set
    status = case when i.status in ('queued', 'waiting') and e.pause_wanted then 'paused'
      when i.status = 'paused' and not e.pause_wanted then 'queued' else i.status end,
    pause_wanted = e.pause_wanted and i.status = 'running', ended_at = i.ended_at, error = i.error, error_node = i.error_node, wait_until = i.wait_until,
    wait_kind = i.wait_kind, in_doubt = i.in_doubt, worker_id = i.worker_id, answer_to = coalesce(i.answer_to, e.answer_to),
    updated_at = now()
  from input i where e.id = i.id and e.fence = i.fence
  returning e.id
), journal as (
  insert into execution_journal (execution_id, seq, entries)
  select i.id, i.seq, i.entries from input i join stored s on s.id = i.id where i.seq >= 0
  on conflict do nothing
), ${toldFrom('input i join stored s on s.id = i.id')}
select id from stored`

/**
 * Writes a batch of changes in one transaction; true where a change was taken.
 * To be told when it is written `again` after an unknown outcome: then what is there already is left as it is.
 */
export async function writeChanges(
  client: pg.ClientBase,
  batch: readonly Change[],
  again: boolean,
): Promise<readonly boolean[]> {
  const followers = batch.filter((change) => change.follows !== undefined)
  const workerId = batch[0]?.workerId
  const isPlain = (change: Change) => !again && change.workerId === workerId && isPlainEnd(change)
  const plain = batch.filter(isPlain)
  const inserts = batch.filter((change) => change.insert && change.follows === undefined && !isPlain(change))
  const updates = batch.filter((change) => !change.insert)
  const taken = new Set<string>(plain.map((change) => change.head.id))
  const write = async (changes: readonly Change[], insert: boolean) => {
    if (changes.length === 0) return
    const stored = insert
      ? await ids(client, 'insert-executions', insertText, insertValues(changes))
      : await ids(client, 'update-executions', updateText, updateValues(changes))
    for (const id of stored) taken.add(id)
  }

  // A single statement is a transaction of its own and saves two round trips.
  const files = fileReferences(batch)
  const statements = [plain, inserts, updates].filter((changes) => changes.length > 0).length
  const single = files.length === 0 && followers.length === 0 && statements === 1
  if (!single) await client.query('begin')
  try {
    if (plain.length > 0) await insertPlainEnds(client, plain)
    await write(inserts, true)
    await write(updates, false)
    await write(
      followers.filter((change) => taken.has(change.follows ?? '')),
      true,
    )
    await placeFollowers(
      client,
      followers.filter((change) => change.place !== undefined && taken.has(change.head.id)),
    )
    await noteFiles(
      client,
      files.filter(({ executionId }) => taken.has(executionId)),
    )
    if (!single) await client.query('commit')
  } catch (error) {
    if (!single) await client.query('rollback').catch(() => {})
    throw error
  }
  return batch.map((change) => taken.has(change.head.id))
}

async function ids(client: pg.ClientBase, name: string, text: string, values: unknown[]): Promise<string[]> {
  const { rows } = await client.query<[string]>({ name, text, values, rowMode: 'array' })
  return rows.map(([id]) => id)
}

function insertValues(changes: readonly Change[]): unknown[] {
  const of = <T>(pick: (change: Change) => T) => changes.map(pick)
  return [
    of((c) => c.head.id),
    of((c) => c.head.workspaceId),
    of((c) => c.head.workflowId),
    of((c) => c.head.workflowName),
    of((c) => c.head.workflowVersion),
    of((c) => c.head.mode),
    of((c) => c.standing.status),
    of((c) => time(c.head.startedMs)),
    of((c) => time(c.standing.endedMs)),
    of((c) => JSON.stringify(c.head.trigger)).join(separator),
    of((c) => text(c.standing.error)),
    of((c) => text(c.standing.errorNode)),
    of((c) => time(c.standing.waitUntilMs)),
    of((c) => c.standing.waitKind),
    of((c) => c.standing.inDoubt),
    of((c) => c.head.createdBy),
    of((c) => c.head.retryOf),
    of((c) => c.head.parentId),
    of((c) => c.workerId),
    of((c) => c.fence),
    of((c) => (c.entries === null ? -1 : c.seq)),
    of((c) => c.entries ?? '[]').join(separator),
    of((c) => c.answerTo ?? null),
    factsOf(changes),
    ...keyValues(changes.flatMap(({ head, startKey }) => (startKey === null ? [] : [{ id: head.id, startKey }]))),
  ]
}

function updateValues(changes: readonly Change[]): unknown[] {
  const of = <T>(pick: (change: Change) => T) => changes.map(pick)
  return [
    of((c) => c.head.id),
    of((c) => c.fence),
    of((c) => c.workerId),
    of((c) => c.standing.status),
    of((c) => time(c.standing.endedMs)),
    of((c) => text(c.standing.error)),
    of((c) => text(c.standing.errorNode)),
    of((c) => time(c.standing.waitUntilMs)),
    of((c) => c.standing.waitKind),
    of((c) => c.standing.inDoubt),
    of((c) => (c.entries === null ? -1 : c.seq)),
    of((c) => c.entries ?? '[]').join(separator),
    of((c) => c.answerTo ?? null),
    factsOf(changes),
  ]
}

/** Most changes have nothing to tell, and most batches none that has. */
function factsOf(changes: readonly Change[]): string | null {
  if (changes.every((change) => change.facts === undefined)) return null
  return changes.map((change) => change.facts ?? '').join(separator)
}

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** Text columns take every character but NUL. */
const text = (value: string | null) => value?.replaceAll('\u0000', '\uFFFD') ?? null
