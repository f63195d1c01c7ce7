import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Session } from './identity.ts'
import { Id, Nothing, Nullable } from './page.ts'
import { SecondFactorAsked } from './second-factor.ts'

const tag = 'identity'
const Email = Type.String({ minLength: 3, maxLength: 255 })
const Name = Type.String({ minLength: 1, maxLength: 255 })
/** How long it has to be at least is a setting; see `getSignUp`. */
const NewPassword = Type.String({ minLength: 1, maxLength: 256 })
/** The part of the link behind `#`. */
const Token = Type.String({ minLength: 1, maxLength: 200 })
const Asked = Type.Object({}, { description: 'Nothing: the answer is in the mail, whether or not there is such an account.' })
const SignedIn = Type.Union([Session, SecondFactorAsked])

export const getSignUp = endpoint({
  method: 'GET',
  path: '/sign-up',
  operationId: 'getSignUp',
  tag,
  permission: 'public',
  summary: 'Who can make an account here, and how long a password has to be.',
  response: Type.Object({
    mode: Type.Enum(['open', 'invitation', 'closed']),
    passwordLengthMin: Type.Integer({ description: 'In characters.' }),
  }),
})

export const signUp = endpoint({
  method: 'POST',
  path: '/sign-up',
  operationId: 'signUp',
  tag,
  permission: 'public',
  status: 202,
  summary: 'Sends a link by which an account can be made. Answers the same for an address that has one.',
  body: Type.Object({ email: Email, name: Name }),
  response: Asked,
})

export const confirmSignUp = endpoint({
  method: 'POST',
  path: '/sign-up/confirmation',
  operationId: 'confirmSignUp',
  tag,
  permission: 'public',
  status: 201,
  summary: 'Makes the account that a link of sign-up is for, with a workspace of its own, and signs in.',
  body: Type.Object({ token: Token, name: Name, password: NewPassword }),
  response: SignedIn,
})

/** What a link in a mail is for. */
export const AccountLink = Type.Object(
  {
    purpose: Type.Enum(['sign_up', 'password_reset', 'magic_link', 'unlock', 'email_old', 'email_new']),
    email: Type.String({ description: 'Of the account.' }),
    name: Type.String(),
    newEmail: Nullable(Type.String({ description: 'That the account is to have.' })),
  },
  { $id: 'AccountLink' },
)
export type AccountLink = Static<typeof AccountLink>

export const describeAccountLink = endpoint({
  method: 'POST',
  path: '/account-link',
  operationId: 'describeAccountLink',
  tag,
  permission: 'public',
  summary: 'What a link in a mail is for, without using it up.',
  body: Type.Object({ token: Token }),
  response: AccountLink,
})

export const requestPasswordReset = endpoint({
  method: 'POST',
  path: '/password-reset',
  operationId: 'requestPasswordReset',
  tag,
  permission: 'public',
  status: 202,
  summary: 'Sends a link by which a new password can be set, if there is an account with this address.',
  body: Type.Object({ email: Email }),
  response: Asked,
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/password-reset/confirmation',
  operationId: 'resetPassword',
  tag,
  permission: 'public',
  summary: 'Sets a new password by a link, ends every session, and signs in or asks for the second factor.',
  body: Type.Object({ token: Token, password: NewPassword }),
  response: SignedIn,
})

export const requestMagicLink = endpoint({
  method: 'POST',
  path: '/magic-link',
  operationId: 'requestMagicLink',
  tag,
  permission: 'public',
  status: 202,
  summary: 'Sends a link that signs in, in this browser alone, if there is an account with this address.',
  body: Type.Object({ email: Email }),
  response: Asked,
})

export const redeemMagicLink = endpoint({
  method: 'POST',
  path: '/magic-link/confirmation',
  operationId: 'redeemMagicLink',
  tag,
  permission: 'public',
  summary: 'Signs in by a link, in the browser that asked for it, or asks for the second factor.',
  body: Type.Object({ token: Token }),
  response: SignedIn,
})

export const unlockAccount = endpoint({
  method: 'POST',
  path: '/unlock',
  operationId: 'unlockAccount',
  tag,
  permission: 'public',
  status: 204,
  summary: 'Opens an account again that took no passwords for a while, by the link in the mail about it.',
  body: Type.Object({ token: Token }),
  response: Nothing,
})

export const Account = Type.Object(
  {
    id: Id,
    email: Type.String(),
    name: Type.String(),
    hasPassword: Type.Boolean({ description: 'False for who comes by a sign-in provider only.' }),
  },
  { $id: 'Account' },
)
export type Account = Static<typeof Account>

export const getAccount = endpoint({
  method: 'GET',
  path: '/account',
  operationId: 'getAccount',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'The account of the signed-in person.',
  response: Account,
})

export const changeAccount = endpoint({
  method: 'PATCH',
  path: '/account',
  operationId: 'changeAccount',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Changes by what name the signed-in person is shown.',
  body: Type.Object({ name: Name }),
  response: Account,
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/account/password',
  operationId: 'changePassword',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  status: 204,
  summary: 'Changes the password, by the present one; other sessions end.',
  body: Type.Object({ currentPassword: Type.String({ maxLength: 256 }), newPassword: NewPassword }),
  response: Nothing,
})

export const requestEmailChange = endpoint({
  method: 'POST',
  path: '/account/email',
  operationId: 'requestEmailChange',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  status: 202,
  summary: 'Asks the present and the new address, by mail, whether they agree to a change. Needs a fresh sign-in.',
  body: Type.Object({ email: Email }),
  response: Asked,
})

export const confirmEmailChange = endpoint({
  method: 'POST',
  path: '/account/email/confirmation',
  operationId: 'confirmEmailChange',
  tag,
  permission: 'public',
  summary: 'One of the two addresses agrees, by the link in its mail; with the second one the address changes.',
  body: Type.Object({ token: Token }),
  response: Type.Object({ state: Type.Enum(['waiting', 'changed']), email: Type.String() }),
})

export const deleteAccount = endpoint({
  method: 'POST',
  path: '/account/deletion',
  operationId: 'deleteAccount',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  status: 204,
  summary:
    'Deletes the account of the signed-in person. Needs a fresh sign-in; workspaces with other members are handed over before.',
  body: Type.Object({ email: Type.String({ maxLength: 255, description: 'Of the account, to be sure.' }) }),
  response: Nothing,
})
