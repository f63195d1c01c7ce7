import type { JsonObject } from '@steward/contract/item'
import { type EventEnvelope, subscription, type Subscription } from '#db'
import { removeAllOfWorkspace, removeAssignments } from './assignment.store.ts'
import { recordEnds } from './end-assignment.ts'
import type { RoleTables } from './role.tables.ts'

/**
 * What the hub of the workspaces tells. A role that is left over meanwhile allows nothing: it is asked for by the
 * membership, and for a pod that is gone nothing is asked.
 */
export const roleSubscriptions: readonly Subscription[] = [
  subscription<RoleTables>({
    consumer: 'identity.roles',
    types: ['member.ended', 'pod.deleted', 'workspace.purged'],
    handle: async (tx, event) => {
      const workspaceId = textOf(event, 'workspaceId')
      if (event.type === 'workspace.purged') return await removeAllOfWorkspace(tx, workspaceId)
      const [key, id, reason] =
        event.type === 'member.ended'
          ? (['member_id', textOf(event, 'memberId'), 'member_ended'] as const)
          : (['pod_id', textOf(event, 'podId'), 'pod_deleted'] as const)
      const ended = await removeAssignments(tx, workspaceId, key, id)
      await recordEnds(tx, { actorId: null, now: event.publishedAt }, { ended, reason })
    },
  }),
]

function textOf({ type, payload }: EventEnvelope, name: string): string {
  const value = (payload satisfies JsonObject)[name]
  if (typeof value !== 'string') throw new Error(`the event ${type} names no ${name}`)
  return value
}
