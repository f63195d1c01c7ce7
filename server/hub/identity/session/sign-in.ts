import type { Databases } from '#db'
import { completeSignIn, type SignInOutcome } from './complete-sign-in.ts'
import { provePassword } from './prove-password.ts'
import type { Visitor } from './visitor.ts'

export type SignIn = { readonly email: string; readonly password: string }

/** Signs in with a password, or asks for the second factor where there is one. */
export async function signIn(db: Databases, visitor: Visitor, input: SignIn): Promise<SignInOutcome> {
  const user = await provePassword(db, visitor, { ...input, failed: 'user.sign_in_failed' })
  return await completeSignIn(db, visitor, { user, method: 'password' })
}
