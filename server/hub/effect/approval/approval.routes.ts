import * as contract from '@steward/contract/api/approval'
import type { Actor, PublicCall, RequestScope } from '#http'
import { route, type Route } from '#http'
import { moneyOf } from './as-answer.ts'
import { breakGlass, reviewBreakGlass } from './break-glass.ts'
import type { DecidingScope } from './change-approval.ts'
import { stateAt } from './approval.ts'
import { decide } from './decide.ts'
import { delegate } from './delegate.ts'
import type { ViewingScope } from './in-sight.ts'
import { decideByLink, openLink } from './links.ts'
import { countApprovals, getApproval, listApprovals } from './read-approvals.ts'
import { withdraw } from './withdraw.ts'

export const approvalRoutes: readonly Route[] = [
  route(contract.listApprovals, ({ scope, actor, query }) => listApprovals(viewing(scope, actor), query)),
  route(contract.countApprovals, ({ scope, actor }) => countApprovals(viewing(scope, actor))),
  route(contract.getApproval, ({ scope, actor, params }) => getApproval(viewing(scope, actor), params.id)),

  route(contract.decideApproval, async ({ scope, actor, params: { id }, body: { decision, hash, reason = null } }) => {
    await decide(acting(scope, actor), { approvalId: id, decision, hash, reason, via: viaOf(actor) })
    return await getApproval(viewing(scope, actor), id)
  }),

  route(contract.delegateApproval, async ({ scope, actor, params: { id }, body: { to, reason = null } }) => {
    await delegate(acting(scope, actor), { approvalId: id, to, reason, via: viaOf(actor) })
    return await getApproval(viewing(scope, actor), id)
  }),

  route(contract.breakGlass, async ({ scope, actor, params: { id }, body: { hash, reason } }) => {
    await breakGlass(scope, { approvalId: id, hash, reason, via: viaOf(actor) })
    return await getApproval(viewing(scope, actor), id)
  }),

  route(contract.reviewBreakGlass, async ({ scope, actor, params: { id }, body: { isRight, note } }) => {
    // Nobody judges what they are not shown.
    await getApproval(viewing(scope, actor), id)
    await reviewBreakGlass(scope, { approvalId: id, isRight, note, via: viaOf(actor) })
    return await getApproval(viewing(scope, actor), id)
  }),

  route(contract.withdrawApproval, async ({ scope, actor, params: { id }, body: { reason = null } }) => {
    await withdraw(scope, { approvalId: id, reason, via: viaOf(actor) })
    return await getApproval(viewing(scope, actor), id)
  }),

  // Outside of the wall: whoever comes by a link is in no workspace yet.
  route(contract.getLinkedApproval, async ({ db, now, params }: PublicCall<typeof contract.getLinkedApproval>) => {
    const { approval, payload, workspaceName, personName, requesterName } = await openLink(db, params.token, now)
    const { title, detail, class: effectClass, environment, target, risk } = approval
    return {
      approval: {
        title,
        detail,
        class: effectClass,
        environment,
        target,
        risk: { level: risk.level, reasons: [...risk.reasons] },
        amount: moneyOf(approval.amount, approval.amount_currency),
        cost: moneyOf(approval.cost, approval.cost_currency),
        policies: approval.demands.map(({ policy }) => policy),
        requesterName,
        payload,
        hash: approval.action_hash.toString('hex'),
        state: stateAt(approval, now),
        expiresAt: approval.expires_at.toISOString(),
      },
      workspaceName,
      personName,
    }
  }),

  route(contract.decideByLink, async ({ db, now, client: from, params, body }: PublicCall<typeof contract.decideByLink>) => {
    const { decision, hash, reason = null } = body
    await decideByLink(db, { now, from }, { token: params.token, decision, hash, reason })
    return null
  }),
]

const viewing = (scope: RequestScope, { grants }: Actor): ViewingScope => ({ ...scope, grants })

const acting = (scope: RequestScope, { scopes }: Actor): DecidingScope => ({ ...scope, scopes })

const viaOf = ({ kind }: Actor) => (kind === 'session' ? 'web' : 'api')
