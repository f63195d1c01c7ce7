import type { Presence } from '@steward/contract/api/draft'
import { findUserNames } from '#hub/identity'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'
import { findRevision } from './draft.store.ts'

type ShowPresence = {
  readonly id: string
  readonly client: string
  readonly nodeId?: string | null | undefined
  readonly isLeaving?: boolean | undefined
}

/** Tells that a page has the workflow open; everybody else who has. */
export async function showPresence(scope: WorkflowScope, input: ShowPresence): Promise<Presence[]> {
  const { db, workspaceId, actorId: userId, now } = scope
  const { id, client, nodeId, isLeaving = false } = input
  if ((await findRevision(db, { workspaceId, id })) === undefined) throw workflowError.not_found()
  const { presences } = scope.drafts
  const place = { workspaceId, workflowId: id }
  if (userId !== null) {
    const before = presences.find(place, { client, userId })
    const name = before?.name ?? (await findUserNames(db, [userId])).get(userId) ?? ''
    const since = before?.since ?? now.toISOString()
    // What is not said stays as it is.
    const who = { client, userId, name, nodeId: nodeId === undefined ? (before?.nodeId ?? null) : nodeId, since }
    await presences.tell(place, { who, isLeaving })
  }
  return presences.list(place).filter((other) => other.client !== client || other.userId !== userId)
}
