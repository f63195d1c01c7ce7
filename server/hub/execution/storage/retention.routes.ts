import { changeRetention, getRetention } from '@steward/contract/api/retention'
import { route, type Route } from '#http'
import { record } from '#hub/audit'
import { readRetention, writeRetention } from './retention.store.ts'

export const retentionRoutes: readonly Route[] = [
  route(getRetention, ({ scope }) => readRetention(scope.db.pool('execution'), scope.workspaceId)),
  route(changeRetention, async ({ scope, body }) => {
    const { db, workspaceId, actorId } = scope
    const old = await readRetention(db.pool('execution'), workspaceId)
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
