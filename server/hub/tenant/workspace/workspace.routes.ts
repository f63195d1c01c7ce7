import * as contract from '@steward/contract/api/workspace'
import type { WorkspaceListed } from '@steward/contract/api/workspace'
import { findPeople } from '#hub/identity'
import { route, type Route, sendPicture } from '#http'
import { deleteWorkspace, restoreWorkspace } from '../deletion/delete-workspace.ts'
import { tenantError } from '../errors.ts'
import { forgetMemberships } from '../resolve-membership.ts'
import { removeLogo, setLogo } from './change-logo.ts'
import { changeWorkspace } from './change-workspace.ts'
import { createWorkspace, mayCreate } from './create-workspace.ts'
import { showWorkspace } from './show-workspace.ts'
import { acceptOwnership, endTransfer, offerOwnership } from './transfer-ownership.ts'
import { findVisibleLogo, listPublicRows, listWorkspacesOf, type MyWorkspaceRow } from './workspace-list.store.ts'

/** `db` is used for what lies outside of the workspace of the request, `scope.db` for what is within. */
export const workspaceRoutes: readonly Route[] = [
  route(contract.listWorkspaces, async ({ db, scope, actor }) => ({
    items: (await listWorkspacesOf(db, actor.userId)).map(asListed),
    mayCreate: actor.scopes.length === 0 && (await mayCreate(db, { ...scope, actor })),
  })),

  route(contract.createWorkspace, async ({ db, scope, actor, body }) => {
    const { workspaceId: id, workspaceName: name, role } = await createWorkspace(db, { ...scope, actor }, body)
    await forgetMemberships(db)
    return { id, name, role, slug: null, members: 1, logo: null, purgeAt: null }
  }),

  route(contract.listPublicWorkspaces, async ({ db, actor, query: { after, limit = 50 } }) => {
    const rows = await listPublicRows(db, actor.userId, { after, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const people = await findPeople(
      db,
      page.map((row) => row.ownerId),
    )
    return {
      items: page.map(({ ownerId, ...row }) => ({ ...row, owner: people.get(ownerId)?.name ?? '' })),
      next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    }
  }),

  route(contract.getWorkspace, ({ scope }) => showWorkspace(scope)),

  route(contract.changeWorkspace, async ({ db, scope, actor, body }) => {
    await changeWorkspace({ ...scope, actor }, body)
    // The name is part of what is remembered of a membership.
    await forgetMemberships(db)
    return await showWorkspace(scope)
  }),

  route(contract.setWorkspaceLogo, async ({ scope, actor, body }) => ({ logo: await setLogo({ ...scope, actor }, body.image) }), {
    maxBodyBytes: 1_500_000,
  }),

  route(contract.removeWorkspaceLogo, ({ scope, actor }) => removeLogo({ ...scope, actor })),

  route(contract.showWorkspaceLogo, async ({ db, actor, params, query, reply }) => {
    const logo = await findVisibleLogo(db, { workspaceId: params.id, userId: actor.userId })
    if (logo === undefined) throw tenantError.no_logo()
    return sendPicture(reply, logo, { name: 'logo', v: query.v })
  }),

  route(contract.offerOwnership, async ({ scope, actor, body }) => {
    await offerOwnership({ ...scope, actor }, body.userId)
    return await showWorkspace(scope)
  }),

  route(contract.acceptOwnership, async ({ db, scope, actor }) => {
    await acceptOwnership({ ...scope, actor })
    await forgetMemberships(db)
    return await showWorkspace(scope)
  }),

  route(contract.endTransfer, ({ scope, actor }) => endTransfer({ ...scope, actor })),

  route(contract.deleteWorkspace, async ({ db, scope, actor, body }) => {
    const purgeAt = await deleteWorkspace({ ...scope, actor }, body.name)
    await forgetMemberships(db)
    return { purgeAt: purgeAt.toISOString() }
  }),

  route(contract.restoreWorkspace, async ({ db, scope, actor, params }) => {
    await restoreWorkspace(db, { ...scope, actor }, params.id)
    await forgetMemberships(db)
  }),
]

function asListed({ purgeAt, ...row }: MyWorkspaceRow): WorkspaceListed {
  return { ...row, purgeAt: purgeAt?.toISOString() ?? null }
}
