import { listWorkspaceApiKeys } from '@steward/contract/api/identity'
import { route, type Route } from '#http'
import { asApiKey, listKeysReaching } from '#hub/identity'
import { findMemberIds } from './workspace-key.store.ts'

/** Which keys open a workspace: those of its members. People are identity's, members are ours. */
export const workspaceKeyRoutes: readonly Route[] = [
  route(listWorkspaceApiKeys, async ({ db, now, actor: { workspaceId } }) => {
    const userIds = await findMemberIds(db, workspaceId)
    const keys = await listKeysReaching(db, { workspaceId, userIds, now })
    return { items: keys.map((key) => ({ key: asApiKey(key), owner: { id: key.userId, name: key.userName } })) }
  }),
]
