import { type Databases, type EventEnvelope, subscription, type Subscription, userPurged } from '#db'
import { signedUp, userDeleted } from '#hub/identity'
import type { TenantTables } from '../tenant.tables.ts'
import { ensureOwnWorkspace } from '../workspace.store.ts'
import { leaveAll, leaveForGood } from './leave-all.ts'
import { ownWorkspaceName } from './own-workspace-name.ts'

/** People come and go: whoever signs up gets a workspace, whoever is deleted leaves theirs. */
export function tenantAccountSubscriptions(db: Databases): readonly Subscription[] {
  return [
    subscription<TenantTables>({
      consumer: 'tenant.account',
      types: [signedUp, userDeleted, userPurged],
      handle: async (tx, event) => {
        const [userId, now] = [userOf(event), event.publishedAt]
        if (event.type === userDeleted) await leaveAll(tx, { userId, now })
        else if (event.type === userPurged) await leaveForGood(tx, { userId, now })
        // Usually made by the request already; this is for one that broke off. Whoever came by an invitation needs none.
        else await ensureOwnWorkspace(db, { userId, name: ownWorkspaceName, now })
      },
    }),
  ]
}

function userOf({ type, payload }: EventEnvelope): string {
  const { userId } = payload
  if (typeof userId !== 'string') throw new Error(`the event ${type} names no user`)
  return userId
}
