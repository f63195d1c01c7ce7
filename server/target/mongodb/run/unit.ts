import type { ClientSession, Db } from 'mongodb'
import type { ChangedRow, MaskedColumn, TargetQuery } from '../../target.ts'
import { TargetError } from '../../target.ts'
import { type Connected, type Doubt, timeLeftMs } from '../connection.ts'
import { exactText } from '../json.ts'

/** What was approved as one: a query, or everything that a script does. */
export type Unit = {
  readonly connected: Connected
  readonly db: Db
  readonly session: ClientSession
  readonly limits: TargetQuery['limits']
  readonly masked: readonly MaskedColumn[]
  readonly keepsBefore: boolean
  /** All that is changed is changed together, or not at all. */
  readonly isTransactional: boolean
  readonly doubt: Doubt
  readonly book: ChangeBook
  readonly messages: string[]
}

const mostBeforeBytes = 32 * 1024 * 1024

/** How much was changed, and what was there before. */
export class ChangeBook {
  rows = 0
  readonly changes: ChangedRow[] = []
  #bytes = 0
  readonly #most: number | null

  constructor(most: number | null) {
    this.#most = most
  }

  /** How many more documents may be changed. */
  get room(): number {
    if (this.#most === null) throw new TargetError('too_many', 'No number of documents was approved for a change.')
    return this.#most - this.rows
  }

  assertRoom(count: number): void {
    if (count <= this.room) return
    throw new TargetError(
      'too_many',
      `This would change ${this.rows + count} documents, and ${String(this.#most)} were approved. Nothing was changed.`,
    )
  }

  /** Counts what was really met. Above what was approved the change is taken back. */
  count(rows: number, isTakenBack: boolean): void {
    const room = this.room
    this.rows += rows
    if (rows <= room) return
    const end = isTakenBack ? ' Nothing was changed.' : ''
    throw new TargetError('too_many', `${this.rows} documents were met, and ${String(this.#most)} were approved.${end}`)
  }

  keep(change: ChangedRow): void {
    this.#bytes += exactText(change).length
    if (this.#bytes > mostBeforeBytes)
      throw new TargetError(
        'undo_too_large',
        `What was there before is larger than ${mostBeforeBytes / 1024 / 1024} MB and cannot be kept for an undo.`,
      )
    this.changes.push(change)
  }
}

/** Values come as they are stored: a 5.0 stays a double, and a long keeps its digits. */
export const faithfulCommand = (unit: Unit) => ({
  session: unit.session,
  maxTimeMS: timeLeftMs(unit.connected),
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
})

export const faithful = (unit: Unit) => ({ ...faithfulCommand(unit), signal: unit.connected.signal })

/** For what changes: no signal, because a change that is left alone half way could not be told from one that was made. */
export const bounded = (unit: Unit) => ({ session: unit.session, maxTimeMS: timeLeftMs(unit.connected) })

/** For commands that cannot take part in a transaction. */
export const apart = (unit: Unit) => ({ maxTimeMS: timeLeftMs(unit.connected) })

const undecided = 'UnknownTransactionCommitResult'

/** Does the work in a transaction where the unit has one: all of it, or nothing. */
export async function inTransaction<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
  if (!unit.isTransactional) return work()
  const { session } = unit
  session.startTransaction({
    readConcern: { level: 'snapshot' },
    writeConcern: { w: 'majority' },
    maxCommitTimeMS: timeLeftMs(unit.connected),
  })
  let result: T
  try {
    result = await work()
    timeLeftMs(unit.connected)
  } catch (error) {
    await session.abortTransaction().catch(() => undefined)
    throw error
  }
  unit.doubt.isInDoubt = true
  try {
    await session.commitTransaction()
  } catch (error) {
    const labels = (error as { errorLabels?: readonly string[] }).errorLabels ?? []
    if (labels.length > 0 && !labels.includes(undecided)) unit.doubt.isInDoubt = false
    throw error
  }
  unit.doubt.isInDoubt = false
  return result
}
