import { can, type Grants } from '@steward/contract/permission'
import type { Transaction } from 'kysely'
import { publish, type Scope, subscription, type Subscription } from '#db'
import type { Approval } from './approval.ts'
import { isShown, type Sight } from './approval-query.store.ts'
import { type SightChange, updateSight } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'
import { approvalError } from './errors.ts'
import { waitingFor } from './waiting-for.ts'

/** Who looks at approvals; `grants` are narrowed by the key they look with. */
export type ViewingScope = Scope & { readonly grants: Grants }

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
async function listAsked(scope: ViewingScope, hiddenFrom: Sight): Promise<string[]> {
  const asked: string[] = []
  for await (const rows of waitingFor(scope, { hiddenFrom })) asked.push(...rows.map(({ id }) => id))
  return asked
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
