import * as contract from '@steward/contract/api/account'
import type { SecretBox } from '#base/secret-box'
import { type Actor, type PublicCall, route, type Route } from '#http'
import { configValue } from '#hub/config'
import { identityError } from '../errors.ts'
import { passwordLengthMin, signUpMode } from '../identity.config.ts'
import { requireFresh } from '../session/require-fresh.ts'
import { visitorOf } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import { findCallerUser, hasPassword } from '../user.store.ts'
import { askByMail } from './ask-by-mail.ts'
import { askToChangeEmail, confirmEmail } from './change-email.ts'
import { changeName } from './change-name.ts'
import { changePassword } from './change-password.ts'
import { describeLink } from './describe-link.ts'
import { readAddress } from './email-address.ts'
import { askToSignUp } from './sign-up.ts'
import { unlockAccount } from './unlock.ts'

/** Accounts, as far as no workspace is concerned; the tenant hub has the rest. */
export function accountRoutes({ box }: { readonly box: SecretBox }): readonly Route[] {
  const askerOf = ({ now, client }: Pick<PublicCall, 'now' | 'client'>) => ({ now, from: client })
  return [
    route(contract.getSignUp, async ({ db }) => ({
      mode: await configValue(db, signUpMode),
      passwordLengthMin: await configValue(db, passwordLengthMin),
    })),

    route(contract.signUp, async (call) => {
      const { db, body } = call
      await askToSignUp({ db, box }, askerOf(call), body)
      return {}
    }),

    route(contract.requestPasswordReset, async (call) => {
      const { db, client, body } = call
      const email = readAddress(body.email)
      await askByMail({ db, box }, askerOf(call), { kind: 'password_reset', email, address: client.address })
      return {}
    }),

    route(contract.requestMagicLink, async (call) => {
      const { db, client, body } = call
      const email = readAddress(body.email)
      const browser = hashToken(visitorOf(call).browser()).toString('base64')
      await askByMail({ db, box }, askerOf(call), { kind: 'magic_link', email, address: client.address, browser })
      return {}
    }),

    route(contract.describeAccountLink, async ({ db, now, body }) => describeLink(db, body.token, now)),

    route(contract.unlockAccount, async (call) => unlockAccount(call.db, askerOf(call), call.body.token)),

    route(contract.confirmEmailChange, async (call) => confirmEmail({ db: call.db, box }, askerOf(call), call.body.token)),

    route(contract.getAccount, async ({ db, actor }) => {
      const { id, email, name } = await findCallerUser(db, actor.userId)
      return { id, email, name, hasPassword: await hasPassword(db, id) }
    }),

    route(contract.changeAccount, async ({ db, actor, scope, body }) => {
      requirePerson(actor)
      await changeName(db, scope, { userId: actor.userId, name: body.name })
      const { id, email, name } = await findCallerUser(db, actor.userId)
      return { id, email, name, hasPassword: await hasPassword(db, id) }
    }),

    route(contract.changePassword, async (call) => {
      const { db, actor, body } = call
      requirePerson(actor)
      await changePassword({ db, box }, askerOf(call), { userId: actor.userId, sessionId: actor.credentialId, ...body })
    }),

    route(contract.requestEmailChange, async (call) => {
      const { db, now, actor, body } = call
      requireFresh(actor, { now })
      const { email: presentEmail } = await findCallerUser(db, actor.userId)
      await askToChangeEmail({ db, box }, askerOf(call), { userId: actor.userId, presentEmail, email: body.email })
      return {}
    }),
  ]
}

/** A program that acts for a person has no say over how the person signs in. */
function requirePerson(actor: Actor): void {
  if (actor.kind !== 'session') throw identityError.person_required()
}
