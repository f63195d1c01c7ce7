import type pg from 'pg'
import { type Change, effectsSettled } from '#engine/host'
import { separator } from './json-column.ts'
import { keyValues, noteKeys } from './queue/start-key.store.ts'

/** What a group of changes does to the rows of its executions. */
export type Changes = {
  /** Executions that are not stored yet. */
  readonly begins: readonly Change[]
  /** Those that stand elsewhere from now on. */
  readonly moves: readonly Change[]
  /** Those that only gain entries: their rows are locked and not written, which spares their indexes and a copy of each row. */
  readonly stays: readonly Change[]
}

type Part = {
  /** Expressions of the `with` clause; parameters are numbered from `first`. */
  readonly expressions: (first: number) => string
  readonly values: (changes: readonly Change[]) => unknown[]
  /** Of what was taken: its place among what was given, id, seq, entries and facts, and whether what it tells counts (`is_own`). */
  readonly taken: string
}

const begins: Part = {
  expressions: (first) => `
given as (
  select * from unnest(${casts(first, ['uuid', 'uuid', 'uuid', 'text', 'int', 'text', 'text', 'timestamptz', 'timestamptz'])},
    ${jsons(first + 9)}, ${casts(first + 10, ['text', 'text', 'timestamptz', 'text', 'int', 'uuid', 'uuid', 'uuid', 'uuid', 'int', 'int'])},
    ${jsons(first + 21)}, ${casts(first + 22, ['uuid'])}, ${texts(first + 23)}, ${casts(first + 24, ['text', 'text'])}
  ) with ordinality as t(id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, error_node, wait_until, wait_kind, in_doubt,
    created_by, retry_of, parent_id, worker_id, fence, seq, entries, answer_to, facts, approval_ids, partial, place)
), keyed as (${noteKeys(first + 26)}
), begun as (
  select * from given where id <> all($${first + 27}::uuid[]) or id in (select execution_id from keyed)
), stored as (
  insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, error_node, wait_until, wait_kind, in_doubt, created_by, retry_of, parent_id, worker_id, fence, answer_to, approval_ids, partial)
  select id, workspace_id, workflow_id, workflow_name, workflow_version, mode, status, started_at, ended_at,
    trigger_data, error, error_node, wait_until, wait_kind, in_doubt, created_by, retry_of, parent_id, worker_id, fence, answer_to, approval_ids::uuid[], partial::json
  from begun on conflict (id) do nothing
  returning id, worker_id
)`,
  values: (changes) => {
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
      of(seqOf),
      entriesOf(changes),
      of((c) => c.answerTo ?? null),
      factsOf(changes),
      of(approvalsOf),
      of(partialOf),
      ...keyValues(changes.flatMap(({ head, startKey }) => (startKey === null ? [] : [{ id: head.id, startKey }]))),
    ]
  },
  // Two processes may begin the workflow that an execution calls, one of them without knowing yet that it has lost the caller.
  // Both are told that it is stored; the row, and what may be said of it, belong to the first.
  taken: `select b.place, b.id, b.seq, b.entries, b.facts, exists (select from stored s where s.id = b.id and s.worker_id is not distinct from b.worker_id)
      or exists (select from workflow_executions e where e.id = b.id and e.fence = b.fence and e.worker_id is not distinct from b.worker_id)
      as is_own from begun b`,
}

// The fence and the holder of the row decide whether the write counts: whoever took
// the execution over has raised the one and is the other. A process that has lost an execution and taken it again may
// write for both of its walks in one group, so what is taken is told by its place, not by the execution.
// Whether it is paused is what the row says by now.
const moves: Part = {
  expressions: (first) => `
moving as (
  select * from unnest(${casts(first, ['uuid', 'int', 'uuid', 'text', 'timestamptz', 'text', 'text', 'timestamptz', 'text', 'int', 'int'])},
    ${jsons(first + 11)}, ${casts(first + 12, ['uuid'])}, ${texts(first + 13)}, ${casts(first + 14, ['uuid', 'text'])}
  ) with ordinality as t(id, fence, worker_id, status, ended_at, error, error_node, wait_until, wait_kind, in_doubt, seq, entries,
    answer_to, facts, holder, approval_ids, place)
), moved as (
  update workflow_executions e set
    status = case when i.status in ('queued', 'waiting') and e.pause_wanted then 'paused'
      when i.status = 'paused' and not e.pause_wanted then 'queued' else i.status end,
    pause_wanted = e.pause_wanted and i.status = 'running', ended_at = i.ended_at, error = i.error, error_node = i.error_node, wait_until = i.wait_until,
    wait_kind = i.wait_kind, approval_ids = i.approval_ids::uuid[], in_doubt = i.in_doubt, worker_id = i.worker_id, answer_to = coalesce(i.answer_to, e.answer_to),
    updated_at = now()
  from moving i where e.id = i.id and e.fence = i.fence
    and (e.worker_id = i.holder or (e.worker_id is null and i.worker_id is null))
  returning i.place, i.id, i.seq, i.entries, i.facts
)`,
  values: (changes) => {
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
      of(seqOf),
      entriesOf(changes),
      of((c) => c.answerTo ?? null),
      factsOf(changes),
      of(holderOf),
      of(approvalsOf),
    ]
  },
  taken: 'select place, id, seq, entries, facts, true as is_own from moved',
}

// The lock makes a takeover wait, and shows one that was sooner; without it an entry could come after the journal was read.
const stays: Part = {
  expressions: (first) => `
staying as (
  select * from unnest(${casts(first, ['uuid', 'int', 'int'])}, ${jsons(first + 3)}, ${texts(first + 4)}, ${casts(first + 5, ['uuid'])})
    with ordinality as t(id, fence, seq, entries, facts, holder, place)
), stayed as (
  select i.place, i.id, i.seq, i.entries, i.facts from workflow_executions e join staying i on i.id = e.id and i.fence = e.fence and i.holder = e.worker_id
  for no key update of e
)`,
  values: (changes) => {
    const of = <T>(pick: (change: Change) => T) => changes.map(pick)
    return [of((c) => c.head.id), of((c) => c.fence), of(seqOf), entriesOf(changes), factsOf(changes), of(holderOf)]
  },
  taken: 'select place, id, seq, entries, facts, true as is_own from stayed',
}

const parts = { begins, moves, stays }
type Kind = keyof typeof parts

/**
 * Writes changes by one statement, hence in one transaction and one round trip,
 * whatever they do and however many they are; those that were taken.
 * Rows come as columns (unnest), JSON as one text that is split.
 */
export async function writeByKind(client: pg.ClientBase, changes: Partial<Changes>): Promise<Change[]> {
  const kinds = (['begins', 'moves', 'stays'] as const).filter((kind) => (changes[kind]?.length ?? 0) > 0)
  if (kinds.length === 0) return []
  const each = kinds.map((kind) => parts[kind].values(changes[kind] ?? []))
  const name = kinds.join(' ')
  let statement = statements.get(name)
  if (statement === undefined) {
    statement = statementOf(
      kinds,
      each.map((values) => values.length),
    )
    statements.set(name, statement)
  }
  const { rows } = await client.query<[kind: number, place: string]>({
    name,
    text: statement,
    values: each.flat(),
    rowMode: 'array',
  })
  return rows.map(([kind, place]) => changes[kinds[kind] as Kind]?.[Number(place) - 1] as Change)
}

const statements = new Map<string, string>()

function statementOf(kinds: readonly Kind[], parameters: readonly number[]): string {
  let first = 1
  const expressions = kinds.map((kind, at) => {
    const made = parts[kind].expressions(first)
    first += parameters[at] ?? 0
    return made
  })
  // What became of effects is told by one event for all, by none when nothing happened outside.
  return `with ${expressions.join(',')}, taken as (
  ${kinds.map((kind, at) => parts[kind].taken.replace('select ', `select ${at} as kind, `)).join('\n  union all ')}
), journal as (
  insert into execution_journal (execution_id, seq, entries)
  select id, seq, entries from taken where seq >= 0 and is_own on conflict do nothing
), told as (
  insert into outbox (event_id, type, key, payload)
  select event_id, '${effectsSettled}', event_id::text, payload::json
  from (
    select gen_random_uuid() as event_id, '{"changes":[' || string_agg(facts, ',') || ']}' as payload from taken where facts <> '' and is_own
  ) event where payload is not null
) select kind, place from taken`
}

const casts = (first: number, types: readonly string[]) => types.map((type, at) => `$${first + at}::${type}[]`).join(', ')
const texts = (place: number) => `string_to_array($${place}, E'\\x1e')`
const jsons = (place: number) => `${texts(place)}::json[]`

/** A second time, what was let go of has no holder any more. */
const holderOf = (change: Change) => change.holder ?? change.workerId
/** A list of lists cannot be sent as such, so each is the text of one. */
const approvalsOf = ({ standing: { approvalIds } }: Change) => (approvalIds === undefined ? null : `{${approvalIds.join(',')}}`)
const partialOf = ({ head: { trigger } }: Change) => (trigger.partial === undefined ? null : JSON.stringify(trigger.partial))
const seqOf = (change: Change) => (change.entries === null ? -1 : change.seq)
const entriesOf = (changes: readonly Change[]) => changes.map((change) => change.entries ?? '[]').join(separator)

/** Most changes have nothing to tell, and most groups none that has. */
function factsOf(changes: readonly Change[]): string | null {
  if (changes.every((change) => change.facts === undefined)) return null
  return changes.map((change) => change.facts ?? '').join(separator)
}

const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** Text columns take every character but NUL. */
const text = (value: string | null) => value?.replaceAll('\u0000', '\uFFFD') ?? null
