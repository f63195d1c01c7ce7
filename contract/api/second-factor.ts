import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Nothing, Time } from './page.ts'

const tag = 'identity'

/** Six digits of an app, or a recovery code however it is typed. */
export const Code = Type.String({ minLength: 6, maxLength: 40 })

/** The first factor was right. The ticket is of use only in the browser that got it, with a code, for some minutes. */
export const SecondFactorAsked = Type.Object(
  {
    secondFactor: Type.Object({
      ticket: Type.String(),
      ways: Type.Array(Type.Enum(['totp', 'recovery_code'])),
      expiresAt: Time,
    }),
  },
  { $id: 'SecondFactorAsked' },
)
export type SecondFactorAsked = Static<typeof SecondFactorAsked>

const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'Each good once; shown in this answer and nowhere else.' }),
})

export const getSecondFactor = endpoint({
  method: 'GET',
  path: '/second-factor',
  operationId: 'getSecondFactor',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Whether the signed-in person signs in with a second factor.',
  response: Type.Object({ isOn: Type.Boolean(), recoveryCodesLeft: Type.Integer() }),
})

export const beginSecondFactor = endpoint({
  method: 'POST',
  path: '/second-factor',
  operationId: 'beginSecondFactor',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Makes the secret for an authenticator app. It counts once a code of the app has confirmed it.',
  response: Type.Object({ secret: Type.String(), uri: Type.String({ description: 'What a QR code holds (otpauth://).' }) }),
})

export const confirmSecondFactor = endpoint({
  method: 'POST',
  path: '/second-factor/confirm',
  operationId: 'confirmSecondFactor',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Switches the second factor on, with a code of the app; gives the recovery codes.',
  body: Type.Object({ code: Code }),
  response: RecoveryCodes,
})

export const endSecondFactor = endpoint({
  method: 'DELETE',
  path: '/second-factor',
  operationId: 'endSecondFactor',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Switches the second factor off. Needs a fresh sign-in.',
  response: Nothing,
})

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/second-factor/recovery-codes',
  operationId: 'renewRecoveryCodes',
  tag,
  permission: 'session',
  summary: 'Makes new recovery codes; the former ones are worthless from then on. Needs a fresh sign-in.',
  response: RecoveryCodes,
})

export const getStepUp = endpoint({
  method: 'GET',
  path: '/session/step-up',
  operationId: 'getStepUp',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'How the signed-in person can confirm that it is them.',
  response: Type.Object({
    ways: Type.Array(Type.Enum(['code', 'password', 'provider'])),
    providers: Type.Array(Type.Object({ name: Type.String(), label: Type.String(), kind: Type.String() })),
  }),
})

export const stepUp = endpoint({
  method: 'POST',
  path: '/session/step-up',
  operationId: 'stepUp',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Confirms that it is still the same person, for what asks for a fresh sign-in. The session gets a new secret.',
  body: Type.Union([
    Type.Object({ code: Code }, { additionalProperties: false }),
    Type.Object({ password: Type.String({ minLength: 1, maxLength: 256 }) }, { additionalProperties: false }),
  ]),
  response: Type.Object({ freshUntil: Time }),
})
