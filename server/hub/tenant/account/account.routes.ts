import * as contract from '@steward/contract/api/account'
import type { SecretBox } from '#base/secret-box'
import { clearSessionCookie, route, type Route } from '#http'
import {
  completeSignIn,
  confirmSignUp,
  deleteAccount,
  redeemMagicLink,
  requireFresh,
  resetPassword,
  type SignInMethod,
  type User,
  visitorOf,
} from '#hub/identity'
import { tenantError } from '../errors.ts'
import { answerOutcome, type Door } from '../session.routes.ts'
import { ensureOwnWorkspace } from '../workspace.store.ts'
import { findWorkspacesToHandOver } from './account.store.ts'
import { ownWorkspaceName } from './own-workspace-name.ts'

/** Accounts, as far as workspaces matter: whoever comes in by a link needs one, whoever leaves hands theirs over. */
export function tenantAccountRoutes({ box }: { readonly box: SecretBox }): readonly Route[] {
  /** The second factor, where there is one, is asked for on every way in. */
  const letIn = async (call: Door, user: User, method: SignInMethod) =>
    answerOutcome(call, await completeSignIn(call.db, visitorOf(call), { user, method }))
  return [
    route(contract.confirmSignUp, async (call) => {
      const { db, now, body } = call
      const user = await confirmSignUp({ db, box }, visitorOf(call), body)
      await ensureOwnWorkspace(db, { userId: user.id, name: ownWorkspaceName, now })
      return await letIn(call, user, 'verification')
    }),

    route(contract.resetPassword, async (call) =>
      letIn(call, await resetPassword({ db: call.db, box }, visitorOf(call), call.body), 'password_reset'),
    ),

    route(contract.redeemMagicLink, async (call) =>
      letIn(call, await redeemMagicLink(call.db, visitorOf(call), call.body.token), 'magic_link'),
    ),

    route(contract.deleteAccount, async ({ db, now, actor, scope, body, reply }) => {
      requireFresh(actor, { now })
      const names = await findWorkspacesToHandOver(db, actor.userId)
      if (names.length > 0) throw tenantError.hand_over_first({ workspaces: names.join(', ').slice(0, 500) })
      await deleteAccount({ db, box }, scope, { userId: actor.userId, email: body.email })
      clearSessionCookie(reply)
    }),
  ]
}
