import * as contract from '@steward/contract/api/grant'
import { type Call, route, type Route } from '#http'
import type { AccessContext, AccessScope } from '../context.ts'
import { decideGrant, listGrants, requestGrant, revokeGrant } from './grant.ts'

export function grantRoutes(context: AccessContext): readonly Route[] {
  const scopeOf = ({ scope, actor }: Pick<Call, 'scope' | 'actor'>): AccessScope => ({ ...context, ...scope, actor })
  return [
    route(contract.listGrants, (call) => listGrants(scopeOf(call), call.query)),
    route(contract.requestGrant, (call) => requestGrant(scopeOf(call), call.body)),
    route(contract.decideGrant, (call) => decideGrant(scopeOf(call), { id: call.params.id, ...call.body })),
    route(contract.revokeGrant, (call) => revokeGrant(scopeOf(call), call.params.id, call.body.reason)),
  ]
}
