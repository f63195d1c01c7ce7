import { type ChangedRow, TargetError } from '../target.ts'
import { begin, Session, type Times } from './session.ts'
import type { Reach } from '../target.ts'
import type { UndoPlan } from './undo-plan.ts'

const bytesMax = 64 * 1024 * 1024
const portion = 1_000

type Key = readonly (string | null)[]
type Touched = {
  readonly plan: UndoPlan
  readonly keys: Map<string, Key>
  readonly inserted: Set<string>
  readonly updated: Set<string>
}
type Image = Readonly<Record<string, string | null>>

/**
 * What rows were before a change. A second connection sees the database as it was when the transaction began, by the
 * same snapshot; the transaction is repeatable, so a row that somebody else changed in between stops it. That way is
 * right on every version of PostgreSQL, and for several statements over the same rows.
 */
export class Before {
  private readonly witness: Session
  private readonly tables = new Map<string, Touched>()
  private readonly most: number

  private constructor(witness: Session, most: number) {
    this.witness = witness
    this.most = most
  }

  /** Call it in a repeatable transaction that has changed nothing yet. */
  static async open(session: Session, reach: Reach, times: Times, most: number): Promise<Before> {
    const [row] = await session.rows('select pg_export_snapshot() as snapshot')
    const witness = await Session.open(reach)
    try {
      await begin(witness, 'isolation level repeatable read read only', times, row?.['snapshot'] ?? '')
      return new Before(witness, most)
    } catch (error) {
      await witness.close()
      throw error
    }
  }

  touch(plan: UndoPlan, key: Key): void {
    const table = this.tables.get(plan.table) ?? {
      plan,
      keys: new Map<string, Key>(),
      inserted: new Set<string>(),
      updated: new Set<string>(),
    }
    this.tables.set(plan.table, table)
    const id = JSON.stringify(key)
    // More than may be changed are not needed: the change is taken back.
    if (table.keys.size > this.most) return
    table.keys.set(id, key)
    if (plan.does === 'insert') table.inserted.add(id)
    else if (!table.inserted.has(id)) table.updated.add(id)
  }

  /** What became of every row that was touched, seen from within the transaction that changed it. */
  async changes(session: Session): Promise<ChangedRow[]> {
    const changes: ChangedRow[] = []
    let bytes = 0
    for (const { plan, keys, updated } of this.tables.values()) {
      const entries = [...keys]
      for (let from = 0; from < entries.length; from += portion) {
        const piece = entries.slice(from, from + portion)
        const before = await images(
          this.witness,
          plan,
          piece.map(([, key]) => key),
        )
        const after = await images(
          session,
          plan,
          piece.map(([, key]) => key),
        )
        for (const [id, key] of piece) {
          const change = {
            table: plan.table,
            key: keyed(plan, key),
            before: before.get(id) ?? null,
            after: after.get(id) ?? null,
          }
          if (change.before === null && updated.has(id))
            throw new TargetError(
              'undo_lost',
              `What a row of ${plan.table} was before cannot be told (a trigger may have changed its key), so the change was taken back.`,
            )
          bytes += Buffer.byteLength(JSON.stringify(change))
          if (bytes > bytesMax)
            throw new TargetError(
              'undo_too_large',
              `The changed rows are more than ${bytesMax / 1024 / 1024} MiB, too much to keep for an undo; the change was taken back.`,
            )
          if (JSON.stringify(change.before) !== JSON.stringify(change.after)) changes.push(change)
        }
      }
    }
    return changes
  }

  async close(): Promise<void> {
    await this.witness.close()
  }
}

const keyed = ({ keys }: UndoPlan, key: Key): Image =>
  Object.fromEntries(keys.map(({ name }, place) => [name, key[place] ?? null]))

/** Rows by their keys; every value as the text that PostgreSQL reads back into the same value. */
async function images(session: Session, { table, columns, keys }: UndoPlan, wanted: readonly Key[]): Promise<Map<string, Image>> {
  const arrays = keys.map((_, place) => `$${place + 1}::text[]`).join(', ')
  const names = keys.map((_, place) => `k${place}`).join(', ')
  const same = keys.map(({ quoted, type }, place) => `t.${quoted} = wanted.k${place}::${type}`).join(' and ')
  const values = columns.map(({ quoted }, place) => `t.${quoted}::text as v${place}`).join(', ')
  const rows = await session.rows(
    `select ${names}, ${values} from unnest(${arrays}) as wanted(${names}) join ${table} t on ${same}`,
    keys.map((_, place) => wanted.map((key) => key[place])),
  )
  return new Map(
    rows.map((row) => [
      JSON.stringify(keys.map((_, place) => row[`k${place}`] ?? null)),
      Object.fromEntries(columns.map(({ name }, place) => [name, row[`v${place}`] ?? null])),
    ]),
  )
}
