import { can, type Grants } from '@steward/contract/permission'
import type { Transaction } from 'kysely'
import { publish, type Scope, subscription, type Subscription } from '#db'
import type { Approval } from './approval.ts'
import { isShown, listHiddenPending, type PendingPlace, type Sight, type SightChange, updateSight } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import { knowPeople } from './change-approval.ts'
import { listDecisions } from './decision.store.ts'
import { approvalError } from './errors.ts'
import { mayDecide } from './may-decide.ts'

/** Who looks at approvals; `grants` are narrowed by the key they look with. */
export type ViewingScope = Scope & { readonly grants: Grants }

const lookedAtMax = 2_000
const lookedAtOnce = 200

/**
 * Which approvals of queries somebody is shown, for their text is that of the query: their own, those they have answered or
 * may answer, and those of databases whose queries they may see.
 */
export async function sightOf(scope: ViewingScope): Promise<Sight> {
  const { actorId, grants } = scope
  const mayAll = (['query:decide', 'effect:override', 'instance:manage'] as const).some((name) => can(grants, name))
  if (mayAll) return 'all'
  const podsWith = (name: 'query:decide' | 'query:read') =>
    [...grants.pods].flatMap(([pod, names]) => (names.has(name) ? [pod] : []))
  const sight = {
    userId: actorId,
    podsDecided: podsWith('query:decide'),
    seesShared: can(grants, 'query:read'),
    podsSeen: podsWith('query:read'),
    asked: [],
  }
  return { ...sight, asked: await listAsked(scope, sight) }
}

/** Those that would be hidden but for a policy that names this person. */
async function listAsked(scope: ViewingScope, sight: Sight): Promise<string[]> {
  const { db, workspaceId, actorId, now } = scope
  if (actorId === null) return []
  const asked: string[] = []
  let after: PendingPlace | undefined
  for (let looked = 0; looked < lookedAtMax; looked += lookedAtOnce) {
    const rows = await listHiddenPending(db, { workspaceId, now, after, limit: lookedAtOnce, sight })
    asked.push(...(await mayDecideAmong(scope, rows, actorId)))
    const last = rows.at(-1)
    if (last === undefined || rows.length < lookedAtOnce) break
    after = { expiresAt: last.expires_at, id: last.id }
  }
  return asked
}

async function mayDecideAmong(scope: ViewingScope, rows: readonly Approval[], userId: string): Promise<string[]> {
  if (rows.length === 0) return []
  const decisions = await listDecisions(scope.db, { workspaceId: scope.workspaceId, approvalIds: rows.map(({ id }) => id) })
  const known = await knowPeople(scope, decisions, [userId])
  const byApproval = Map.groupBy(decisions, (one) => one.approval_id)
  return rows.filter((row) => mayDecide(row, userId, { ...known, decisions: byApproval.get(row.id) ?? [] })).map(({ id }) => id)
}

/** An approval that somebody is not shown is not there for them. */
export async function requireInSight(
  scope: ViewingScope,
  { id, subject_kind }: Pick<Approval, 'id' | 'subject_kind'>,
): Promise<void> {
  if (subject_kind !== 'query') return
  const sight = await sightOf(scope)
  if (!(await isShown(scope.db, { workspaceId: scope.workspaceId, id, sight }))) throw approvalError.approval_not_found()
}

const sightChanged = 'effect.sight_changed'

/** Others than before may see the queries of a database: with the transaction, what was asked about them follows. */
export async function changeSight<Tables>(tx: Transaction<Tables>, change: SightChange): Promise<void> {
  await publish(tx, { type: sightChanged, key: change.connectionId, payload: change })
}

export const sightSubscription: Subscription = subscription<ApprovalTables>({
  consumer: 'effect.sight',
  types: [sightChanged],
  handle: (tx, { payload }) => updateSight(tx, payload as unknown as SightChange),
})
