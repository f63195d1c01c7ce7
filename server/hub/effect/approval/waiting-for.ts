import type { Scope } from '#db'
import type { Approval } from './approval.ts'
import { listPendingRows, type PendingPlace, type Sight } from './approval-query.store.ts'
import { knowPeople } from './change-approval.ts'
import { listDecisions } from './decision.store.ts'
import { hasApproved, mayDecide } from './may-decide.ts'

/** So many that wait are looked at for those that wait for somebody, a page of the database at a time. */
const lookedAtMax = 2_000
const lookedAtOnce = 200

type Among = { readonly from?: PendingPlace | undefined; readonly hiddenFrom?: Sight }

/** Those that wait for the caller's answer, page by page, the one that expires first before the others. */
export async function* waitingFor(scope: Scope, { from, hiddenFrom }: Among = {}): AsyncGenerator<Approval[]> {
  const { db, workspaceId, actorId, now } = scope
  if (actorId === null) return
  let after = from
  for (let looked = 0; looked < lookedAtMax; looked += lookedAtOnce) {
    const rows = await listPendingRows(db, { workspaceId, now, after, limit: lookedAtOnce, hiddenFrom })
    const last = rows.at(-1)
    if (last === undefined) return
    const decisions = await listDecisions(db, { workspaceId, approvalIds: rows.map(({ id }) => id) })
    const known = await knowPeople(scope, decisions, [actorId])
    const byApproval = Map.groupBy(decisions, (one) => one.approval_id)
    yield rows.filter((approval) => {
      const own = byApproval.get(approval.id) ?? []
      return !hasApproved(own, actorId) && mayDecide(approval, actorId, { ...known, decisions: own })
    })
    if (rows.length < lookedAtOnce) return
    after = { expiresAt: last.expires_at, id: last.id }
  }
}
