import { changeRetention, getRetention, type Retention } from '@steward/contract/api/retention'
import type { Scope } from '#db'
import { route, type Route } from '#http'
import { record } from '#hub/audit'
import { usualRetention } from '../execution.config.ts'
import { readRetention, writeRetention } from './retention.store.ts'

export const retentionRoutes: readonly Route[] = [
  route(getRetention, ({ scope }) => retentionOf(scope)),
  route(changeRetention, async ({ scope, body }) => {
    const { db, workspaceId, actorId } = scope
    const old = await retentionOf(scope)
    await db.transaction('execution', async (tx) => {
      await writeRetention(tx, { ...body, workspaceId, by: actorId })
      await record(tx, scope, {
        action: 'retention.changed',
        resourceType: 'workspace',
        resourceId: workspaceId,
        old: { ...old },
        new: { ...body },
      })
    })
    return body
  }),
]

async function retentionOf({ db, workspaceId }: Scope): Promise<Retention> {
  return (await readRetention(db.pool('execution'), workspaceId)) ?? (await usualRetention(db))
}
