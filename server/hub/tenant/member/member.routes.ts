import * as contract from '@steward/contract/api/member'
import { leaveWorkspace as leaveEndpoint } from '@steward/contract/api/workspace'
import { route, type Route } from '#http'
import { requirePerson } from '#hub/identity'
import { tenantError } from '../errors.ts'
import { forgetMemberships } from '../resolve-membership.ts'
import { giverOf } from '../role/giver-of.ts'
import { changeMember } from './change-member.ts'
import { leaveWorkspace, removeMember } from './end-membership.ts'
import { listMembers, showMember } from './list-members.ts'

export const memberRoutes: readonly Route[] = [
  route(contract.listMembers, ({ scope, actor, query }) => listMembers({ ...scope, actor }, query)),

  route(contract.changeMember, async (call) => {
    const { db, scope, actor, params, body } = call
    await changeMember(await giverOf(call), { ...body, userId: params.userId })
    await forgetMemberships(db)
    return await showMember({ ...scope, actor }, params.userId)
  }),

  route(contract.removeMember, async (call) => {
    await removeMember(await giverOf(call), call.params.userId)
    await forgetMemberships(call.db)
  }),

  route(leaveEndpoint, async ({ db, scope, actor, body }) => {
    requirePerson(actor)
    if (body.workspaceId.toLowerCase() !== scope.workspaceId) throw tenantError.other_workspace()
    await leaveWorkspace({ ...scope, actor })
    await forgetMemberships(db)
  }),
]
