import { Type } from 'typebox'
import { type ConfigKey, defineConfig } from '#hub/config'
import { identityError } from './errors.ts'
import { isSecondFactorOn } from './second-factor/second-factor.store.ts'

const category = 'Signing in'

/** Who may make an account without being asked. */
export const signUpMode = defineConfig({
  key: 'identity.sign_up',
  title: 'Sign-up',
  description: 'Who can make an account: everybody who finds this installation, those who were invited, or nobody.',
  category,
  schema: Type.Enum(['open', 'invitation', 'closed']),
  default: 'invitation',
})

/** Domains of e-mail addresses, in small letters. Empty: all. */
export const allowedDomains = defineConfig({
  key: 'identity.allowed_domains',
  title: 'E-mail domains',
  description: 'Only addresses of these domains can sign up or be invited. An empty list allows all of them.',
  category,
  schema: Type.Array(
    Type.String({ minLength: 3, maxLength: 253, pattern: '^[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))+$' }),
    { maxItems: 100, uniqueItems: true },
  ),
  default: [],
})

/** In characters; for new passwords, those that exist stay. */
export const passwordLengthMin = defineConfig({
  key: 'identity.password_min_length',
  title: 'Shortest password',
  description: 'How many characters a new password has at least. Passwords that exist already stay as they are.',
  category,
  unit: 'characters',
  schema: Type.Integer({ minimum: 8, maximum: 128 }),
  default: 10,
})

/** After its last use. */
export const sessionDays = defineConfig({
  key: 'identity.session_days',
  title: 'Life of a session',
  description: 'After so many days without use somebody who is signed in has to sign in again.',
  category,
  unit: 'days',
  schema: Type.Integer({ minimum: 1, maximum: 365 }),
  default: 30,
})

/** Who has none can do nothing but set one up; see `owesSecondFactor`. */
export const secondFactorRequired = defineConfig({
  key: 'identity.second_factor_required',
  title: 'Two-factor sign-in for everybody',
  description:
    'Members without a second factor can do nothing before they have set one up; their API keys and tokens stop as well. Set up your own before you switch this on. Workflows go on.',
  category,
  schema: Type.Boolean(),
  default: false,
  scopes: ['GLOBAL', 'TENANT'],
  checkChange: async (db, { value, actorId }) => {
    if (!value || actorId === null || (await isSecondFactorOn(db, actorId))) return
    throw identityError.second_factor_first()
  },
})

export const identityConfig: readonly ConfigKey[] = [
  signUpMode,
  allowedDomains,
  passwordLengthMin,
  sessionDays,
  secondFactorRequired,
]
