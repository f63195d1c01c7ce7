import * as contract from '@steward/contract/api/second-factor'
import type { SecretBox } from '#base/secret-box'
import { route, type Route, setSessionCookie } from '#http'
import { freshUntil, requireFresh, requirePerson } from '../session/require-fresh.ts'
import { stepUp, waysToStepUp } from '../session/step-up.ts'
import { beginSecondFactor } from './begin-second-factor.ts'
import { confirmSecondFactor, renewRecoveryCodes } from './confirm-second-factor.ts'
import { endSecondFactor } from './end-second-factor.ts'
import { countRecoveryCodes, isSecondFactorOn } from './second-factor.store.ts'

export function secondFactorRoutes({ box }: { readonly box: SecretBox }): readonly Route[] {
  return [
    route(contract.getSecondFactor, async ({ db, actor }) => {
      requirePerson(actor)
      const [isOn, recoveryCodesLeft] = await Promise.all([
        isSecondFactorOn(db, actor.userId),
        countRecoveryCodes(db, actor.userId),
      ])
      return { isOn, recoveryCodesLeft }
    }),

    route(contract.beginSecondFactor, async ({ db, actor, scope, now }) => {
      requireFresh(actor, { now })
      return await beginSecondFactor(db, scope, { userId: actor.userId, box })
    }),

    route(contract.confirmSecondFactor, async ({ db, actor, scope, now, body }) => {
      requireFresh(actor, { now })
      return { recoveryCodes: [...(await confirmSecondFactor(db, scope, { userId: actor.userId, code: body.code, box }))] }
    }),

    route(contract.endSecondFactor, async ({ db, actor, scope, now }) => {
      requireFresh(actor, { now })
      await endSecondFactor(db, scope, actor.userId)
    }),

    route(contract.renewRecoveryCodes, async ({ db, actor, scope, now }) => {
      requireFresh(actor, { now })
      return { recoveryCodes: [...(await renewRecoveryCodes(db, scope, actor.userId))] }
    }),

    route(contract.getStepUp, async ({ db, actor }) => {
      requirePerson(actor)
      const { ways, providers } = await waysToStepUp(db, actor.userId)
      return { ways, providers: providers.map(({ provider: name, label, kind }) => ({ name, label, kind })) }
    }),

    route(contract.stepUp, async ({ db, actor, scope, now, body, reply }) => {
      requirePerson(actor)
      const open = { userId: actor.userId, sessionId: actor.credentialId }
      const renewed = await stepUp(db, scope, { ...open, proof: body, box })
      setSessionCookie(reply, renewed.secret, renewed.expiresAt)
      return { freshUntil: freshUntil(now).toISOString() }
    }),
  ]
}
