import type { JournalEntry } from '../server/engine/host/index.ts'
import type { Databases } from '../server/db/index.ts'
import { readJournals } from '../server/hub/execution/claim.store.ts'
import type { Sent } from './load.ts'
import type { PeerCall } from './peer.ts'
import type { Shape } from './shapes.ts'

/** An execution as it is stored, with what it says of itself. */
export type Stored = {
  readonly id: string
  readonly workflow: string
  readonly status: string
  readonly waitKind: string | null
  readonly error: string | null
  readonly key: string
  readonly entries: readonly JournalEntry[]
}

type Seen = { readonly calls: readonly PeerCall[]; readonly shapes: readonly Shape[] }

export type Findings = {
  /** Acknowledged events of which there is no execution. */
  readonly lost: readonly string[]
  /** Events of which there is more than one execution. */
  readonly doubled: readonly string[]
  /** Writes that were carried out again, and nodes that were, although their end was stored. */
  readonly twice: readonly string[]
  /** Executions that say completed, and of which some write was never carried out. */
  readonly untrue: readonly string[]
}

/** What still moves, or claims to: nothing, once a run has come to rest. Whoever waits for a called workflow that is in doubt rests too. */
export async function readMoving(db: Databases): Promise<string[]> {
  const { rows } = await db.pool('execution').query<{ what: string }>(
    `select concat_ws(' ', id, workflow_name, status, wait_kind, wait_until, 'of worker', worker_id, 'since', updated_at) as what
       from workflow_executions e
      where (status in ('queued', 'running', 'paused') or (status = 'waiting' and wait_until is not null))
        and not exists (select from workflow_executions c where c.parent_id = e.id and c.wait_kind = 'decision')`,
  )
  return rows.map((row) => row.what)
}

export async function readStored(db: Databases): Promise<Stored[]> {
  const pool = db.pool('execution')
  const { rows } = await pool.query<Omit<Stored, 'key' | 'entries'> & { trigger: string }>(
    `select id, workflow_name as workflow, status, wait_kind as "waitKind", error, trigger_data::text as trigger from workflow_executions`,
  )
  const stored: Stored[] = []
  for (let at = 0; at < rows.length; at += 1_000) {
    const page = rows.slice(at, at + 1_000)
    const journals = await readJournals(
      pool,
      page.map((row) => row.id),
    )
    for (const { trigger, ...row } of page) {
      const { items } = JSON.parse(trigger) as { items: { json: { body?: { key?: string } } }[] }
      const entries = (journals.get(row.id) ?? []).flatMap((segment) => segment.entries)
      stored.push({ ...row, key: items[0]?.json.body?.key ?? '', entries })
    }
  }
  return stored
}

/** Where an execution stands and its journal, segment by segment: for whoever has to find out what went wrong with it. */
export async function readStory(db: Databases, id: string): Promise<string> {
  const pool = db.pool('execution')
  const { rows } = await pool.query<{ told: string }>(
    `select row_to_json(e)::text as told from (
       select workflow_name, status, wait_kind, in_doubt, fence, worker_id, created_at, updated_at from workflow_executions where id = $1
     ) e`,
    [id],
  )
  const segments = (await readJournals(pool, [id])).get(id) ?? []
  return [...rows.map((row) => row.told), ...segments.map(({ seq, entries }) => `${seq}: ${JSON.stringify(entries)}`)].join('\n')
}

/** Compares what was sent, what is stored and what the outside has seen: three accounts that no fault could reach at once. */
export function verify(sent: readonly Sent[], stored: readonly Stored[], seen: Seen): Findings {
  const byKey = Map.groupBy(
    stored.filter((one) => one.workflow !== 'child'),
    (one) => one.key,
  )
  const lost = sent
    .filter((one) => one.acknowledged && !byKey.has(one.key))
    .map(({ key, answer }) => `${key} (${answer}; calls seen: ${seen.calls.filter((call) => call.key === key).length})`)
  const doubled = [...byKey].filter(([, of]) => of.length > 1).map(([key]) => key)
  const callsOf = Map.groupBy(seen.calls, (call) => `${call.key} ${call.node}`)
  const carriedOut = (key: string, node: string) =>
    (callsOf.get(`${key} ${node}`) ?? []).filter((call) => call.outcome === 'done').length
  const shapes = new Map(seen.shapes.map((shape) => [shape.name, shape]))
  const untrue = stored.flatMap(({ key, workflow, status }) =>
    status === 'completed'
      ? (shapes.get(workflow)?.writes ?? [])
          .filter((node) => carriedOut(key, node) === 0)
          .map((node) => `${key}: ${node} was never carried out`)
      : [],
  )
  return {
    lost,
    doubled,
    twice: [
      ...repeatedWrites(callsOf),
      ...repeatedRecords(stored),
      ...lateReads(seen, byKey.keys()),
      ...disorder(stored, seen.shapes),
    ],
    untrue,
  }
}

function repeatedWrites(callsOf: ReadonlyMap<string, readonly PeerCall[]>): string[] {
  return [...callsOf].flatMap(([what, calls]) => {
    const count = calls.filter((call) => call.method === 'POST' && call.outcome === 'done').length
    return count > 1 ? [`${what} was carried out ${count} times`] : []
  })
}

/** One end for each node execution: a second one means that what was stored was done again. */
function repeatedRecords(stored: readonly Stored[]): string[] {
  return stored.flatMap(({ id, key, entries }) => {
    const ends = entries.filter((entry) => entry.k === 'done').map((entry) => `${entry.n} ${entry.r}`)
    return ends.filter((end, at) => ends.indexOf(end) < at).map((end) => `${key} (${id}): ${end} has two ends in the journal`)
  })
}

/**
 * The intent of a write is stored with the read before it, so whoever has called the write never reads again. A process
 * that has lost the execution meanwhile may have a read on its way, which harms nobody and which it does not come to store.
 */
function lateReads({ calls, shapes }: Seen, keys: Iterable<string>): string[] {
  const placesOf = Map.groupBy(calls.entries(), ([, { key, node, by }]) => `${key} ${node} ${by}`)
  const processes = [...new Set(calls.map((call) => call.by))]
  const order = new Map(shapes.map((shape) => [shape.name, shape.order]))
  return [...keys].flatMap((key) =>
    (order.get(key.slice(0, key.lastIndexOf('-'))) ?? []).flatMap(([read, write]) => {
      const late = processes.some((by) => {
        const [firstWrite = Number.POSITIVE_INFINITY] = placesOf.get(`${key} ${write} ${by}`)?.[0] ?? []
        const [lastRead = -1] = placesOf.get(`${key} ${read} ${by}`)?.at(-1) ?? []
        return lastRead > firstWrite
      })
      return late ? [`${key}: ${read} was read again after ${write}`] : []
    }),
  )
}

/** In the journal nothing is begun before what leads to it is over. */
function disorder(stored: readonly Stored[], shapes: readonly Shape[]): string[] {
  const order = new Map(shapes.map((shape) => [shape.name, shape.order]))
  return stored.flatMap(({ workflow, key, entries }) =>
    (order.get(workflow) ?? []).flatMap(([read, write]) => {
      const begun = entries.findIndex((entry) => entry.k === 'intent' && entry.n === write)
      const over = entries.findIndex((entry) => entry.k === 'done' && entry.n === read)
      return begun >= 0 && (over < 0 || over > begun) ? [`${key}: ${write} was begun before ${read} was over`] : []
    }),
  )
}
