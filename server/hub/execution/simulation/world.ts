import type { EffectClass } from '@steward/contract/effect'
import type { Change, ExecutionHead, JournalEntry, Standing } from '#engine/host'
import type { Claimed } from '../claim.store.ts'

/** A call that reached the outside. */
export type PeerCall = {
  readonly execution: string
  readonly node: string
  readonly effect: EffectClass
  /** False where it was answered by a refusal instead. */
  readonly carriedOut: boolean
  /** What was wrong with it, as far as what is stored can tell; it should never have been made. */
  readonly fault: string | undefined
}

type Row = { head: ExecutionHead; standing: Standing; fence: number; workerId: string | null }

/**
 * What survives a crash: the rows and journals of a database with its clock,
 * and what the outside has seen. It keeps the promises that PostgreSQL keeps (a
 * batch is stored whole or not at all, a fence that does not fit stores
 * nothing), so that thousands of crashes can be tried in seconds.
 */
export class World {
  readonly rows = new Map<string, Row>()
  readonly journals = new Map<string, Map<number, readonly JournalEntry[]>>()
  readonly calls: PeerCall[] = []
  /** Workers that have not been declared dead. */
  readonly workers = new Set<string>()
  /** Milliseconds since 1970 by the clock of the database. */
  nowMs = 1_800_000_000_000

  store(batch: readonly Change[]): boolean[] {
    return batch.map((change) => {
      const { head, fence, workerId, standing, seq, entries } = change
      const row = this.rows.get(head.id)
      const isOwn = row === undefined ? change.insert : isHeldBy(row, change)
      if (!isOwn) return change.insert
      if (row === undefined) this.rows.set(head.id, { head, standing, fence, workerId })
      else if (!change.insert) Object.assign(row, { standing, workerId })
      const journal = this.journal(head.id)
      if (entries !== null && !journal.has(seq)) journal.set(seq, JSON.parse(entries) as JournalEntry[])
      return true
    })
  }

  /** Takes what nobody walks and what is due, as a worker does when it looks for work. */
  claim(workerId: string): Claimed[] {
    const open = [...this.rows.values()].filter((row) => this.isFree(row) || this.isDue(row))
    return open.map((row) => this.take(row, workerId))
  }

  /** Takes an execution for a decision; undefined when it waits for none. */
  claimDoubtful(workerId: string, id: string): Claimed | undefined {
    const row = this.rows.get(id)
    return row?.standing.waitKind === 'decision' ? this.take(row, workerId) : undefined
  }

  /** Ends an execution whoever walks it; false when it is over. */
  cancel(id: string): boolean {
    const row = this.rows.get(id)
    if (row === undefined || isOver(row.standing)) return false
    row.fence += 1
    row.workerId = null
    row.standing = { ...row.standing, status: 'cancelled', waitKind: null, waitUntilMs: null, inDoubt: 0, endedMs: this.nowMs }
    return true
  }

  /** The time of the next timer; undefined where none is set. */
  get nextDueMs(): number | undefined {
    const times = [...this.rows.values()].flatMap(({ standing }) =>
      standing.status === 'waiting' && standing.waitUntilMs !== null ? [standing.waitUntilMs] : [],
    )
    return times.length === 0 ? undefined : Math.min(...times)
  }

  entries(id: string): JournalEntry[] {
    return [...this.journal(id)].toSorted(([a], [b]) => a - b).flatMap(([, entries]) => entries)
  }

  /** Notes a call, and whether what is stored allows it: the word before a write, and no end after which it would be done again. */
  call(call: Omit<PeerCall, 'fault'>, node: { readonly id: string; readonly runIndex: number }): void {
    const of = this.entries(call.execution).filter((entry) => 'n' in entry && entry.n === node.id)
    const ended = of.some((entry) => entry.k === 'done' && entry.r === node.runIndex)
    const intended = of.some((entry) => entry.k === 'intent' && entry.r === node.runIndex)
    const fault = ended ? 'its end was stored' : call.effect === 'write' && !intended ? 'no word of it was stored' : undefined
    this.calls.push({ ...call, fault })
  }

  private isFree({ standing, workerId }: Row): boolean {
    if (standing.status === 'queued') return true
    return standing.status === 'running' && (workerId === null || !this.workers.has(workerId))
  }

  private isDue({ standing }: Row): boolean {
    return standing.status === 'waiting' && standing.waitUntilMs !== null && standing.waitUntilMs <= this.nowMs
  }

  private take(row: Row, workerId: string): Claimed {
    const isDue = this.isDue(row)
    row.fence += 1
    row.workerId = workerId
    row.standing = { ...row.standing, status: 'running', waitKind: null, waitUntilMs: null, inDoubt: 0 }
    const { head, fence } = row
    const nextSeq = Math.max(-1, ...this.journal(head.id).keys()) + 1
    return { head, fence, entries: this.entries(head.id), nextSeq, answerTo: null, atMs: this.nowMs, ...(isDue ? { isDue } : {}) }
  }

  private journal(id: string): Map<number, readonly JournalEntry[]> {
    const journal = this.journals.get(id) ?? new Map<number, readonly JournalEntry[]>()
    this.journals.set(id, journal)
    return journal
  }
}

function isHeldBy(row: Row, { fence, holder, workerId }: Change): boolean {
  if (row.fence !== fence) return false
  return row.workerId === (holder ?? workerId) || (row.workerId === null && workerId === null)
}

export const isOver = ({ status }: Standing): boolean => ['completed', 'failed', 'cancelled'].includes(status)
