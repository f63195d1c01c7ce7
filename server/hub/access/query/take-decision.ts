import type { ApprovalState } from '@steward/contract/api/approval'
import type { Databases } from '#db'
import { findLastWord } from '#hub/effect'
import { findPeople } from '#hub/identity'
import type { QueryRow } from '../access.tables.ts'
import { startsBefore } from './ask-gate.ts'
import { moveQuery } from './move-query.ts'
import { type AccessTx, lockQuery, type QueryChange } from './query.store.ts'

export type Decided = {
  readonly approvalId: string
  readonly workspaceId: string
  readonly queryId: string
  readonly state: ApprovalState
  readonly at: Date
}

/**
 * Takes over what was decided about a query. An approval is used only when the query is executed: until then whoever
 * gave it may lose the right to.
 */
export async function takeDecision(tx: AccessTx, db: Databases, decided: Decided): Promise<void> {
  const { workspaceId, queryId: uuid, approvalId, at: now } = decided
  const row = await lockQuery(tx, { workspaceId, uuid })
  if (row === undefined || (row.status !== 'pending' && row.status !== 'approved')) return
  // Decided before whoever asked had written down that they did: this is offered again.
  if (row.status === 'pending' && row.approval_id === null && row.changes_wanted === null)
    throw new Error(`the query ${uuid} does not know of its approval yet`)
  if (row.approval_id !== approvalId) return
  const word = await findLastWord(db, { workspaceId, approvalId })
  const move = await moveOf(db, row, { ...decided, reason: word?.reason ?? null })
  if (move === undefined) return
  const people = word === undefined ? undefined : await findPeople(db, [word.userId])
  const isAnswer = move.act === 'approved' || move.act === 'rejected'
  const approver: QueryChange =
    word === undefined || !isAnswer
      ? {}
      : { approver_id: word.userId, approver_email: people?.get(word.userId)?.email ?? null, approved_at: word.at }
  await moveQuery(tx, { actorId: isAnswer ? (word?.userId ?? null) : null, workspaceId, now, means: 'system' }, row, {
    ...move,
    change: { ...move.change, ...approver },
  })
}

type Move = { readonly change: QueryChange; readonly act: string }
type Told = Decided & { readonly reason: string | null }

async function moveOf(db: Databases, row: QueryRow, { state, reason, at }: Told): Promise<Move | undefined> {
  switch (state) {
    case 'approved':
      if (row.status !== 'pending') return undefined
      return { change: { status: 'approved', expires_at: await startsBefore(db, row, at) }, act: 'approved' }
    case 'rejected':
      return { change: { status: 'rejected', rejection_reason: reason }, act: 'rejected' }
    case 'changes_requested':
      return row.status === 'pending' ? { change: { changes_wanted: reason ?? '' }, act: 'changes_wanted' } : undefined
    case 'expired':
      return row.status === 'pending'
        ? { change: { status: 'expired', rejection_reason: 'Nobody answered in time.' }, act: 'expired' }
        : undefined
    case 'withdrawn':
      return { change: { status: 'cancelled' }, act: 'cancelled' }
    case 'pending':
    case 'used':
    case 'superseded':
    default:
      return undefined
  }
}
