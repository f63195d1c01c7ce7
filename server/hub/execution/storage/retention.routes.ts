import { changeRetention, getRetention } from '@steward/contract/api/retention'
import { route, type Route } from '#http'
import { record } from '#hub/audit'
import type { Executions } from '../executions.ts'
import { readRetention, writeRetention } from './retention.store.ts'

export function retentionRoutes({ pool }: Pick<Executions, 'pool'>): Route[] {
  return [
    route(getRetention, ({ scope }) => readRetention(pool, scope.workspaceId)),
    route(changeRetention, async ({ scope, body }) => {
      const { workspaceId, actorId } = scope
      const old = await readRetention(pool, workspaceId)
      await scope.db.transaction('execution', async (tx) => {
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
}
