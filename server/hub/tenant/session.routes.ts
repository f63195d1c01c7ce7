import {
  createOwner,
  finishSignIn,
  getSession,
  getSetup,
  type Session,
  signIn as signInEndpoint,
  signOut as signOutEndpoint,
} from '@steward/contract/api/identity'
import type { SecondFactorAsked } from '@steward/contract/api/second-factor'
import type { Grants } from '@steward/contract/permission'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { clearSessionCookie, type PublicCall, route, type Route, setSessionCookie } from '#http'
import {
  answerChallenge,
  type Challenge,
  findCallerUser,
  findOwnerId,
  identityError,
  isSecondFactorOn,
  openSession,
  owesSecondFactor,
  signIn,
  type SignInOutcome,
  signOut,
  type StartedSession,
  type User,
  visitorOf,
} from '#hub/identity'
import { findGrants } from './grants.ts'
import { resolveMembership } from './resolve-membership.ts'
import { setUp } from './set-up.ts'
import type { Membership } from './workspace.store.ts'

/** What a key without expiry says of its end. */
const never = new Date('9999-12-31T23:59:59.000Z')

export function sessionRoutes(about: { readonly version: string; readonly box: SecretBox }): readonly Route[] {
  return [
    route(getSetup, async ({ db }) => ({ ownerExists: (await findOwnerId(db)) !== undefined, version: about.version })),

    route(createOwner, async ({ db, now, client, body, reply }) => {
      const { user, membership } = await setUp(db, { now, from: client }, body)
      const session = await openSession(db, { userId: user.id, now, from: client, method: 'set_up' })
      setSessionCookie(reply, session.secret, session.expiresAt)
      return asAnswer(await standingOf(db, { user, membership, now }), session.expiresAt)
    }),

    route(signInEndpoint, async (call: PublicCall<typeof signInEndpoint>) => {
      return await answerOutcome(call, await signIn(call.db, visitorOf(call), call.body))
    }),

    route(finishSignIn, async (call: PublicCall<typeof finishSignIn>) => {
      const { ticket, code } = call.body
      return await letIn(call, await answerChallenge(call.db, visitorOf(call), { ticket, code, box: about.box }))
    }),

    route(getSession, async ({ db, now, actor }) => {
      const user = await findCallerUser(db, actor.userId)
      const membership = await resolveMembership(db, { userId: actor.userId, workspaceId: actor.workspaceId, now })
      const isBarred = actor.barredBy !== null
      return asAnswer({ user, membership, grants: actor.grants, isBarred }, actor.expiresAt ?? never)
    }),

    route(signOutEndpoint, async ({ db, actor, scope, reply }) => {
      if (actor.kind !== 'session') throw identityError.not_a_session()
      await signOut(db, scope, actor.credentialId)
      clearSessionCookie(reply)
    }),
  ]
}

export type Door = Pick<PublicCall, 'db' | 'now' | 'client' | 'request' | 'reply'>

/** Lets in who has proved everything, and asks for the second factor who has not. */
export async function answerOutcome(door: Door, outcome: SignInOutcome): Promise<Session | SecondFactorAsked> {
  return outcome.kind === 'session' ? await letIn(door, outcome) : asked(outcome.challenge)
}

/** Hands the browser its session, and tells who they are now. */
async function letIn({ db, now, reply }: Door, { user, session }: { user: User; session: StartedSession }): Promise<Session> {
  const membership = await resolveMembership(db, { userId: user.id, workspaceId: undefined, now })
  setSessionCookie(reply, session.secret, session.expiresAt)
  return asAnswer(await standingOf(db, { user, membership, now }), session.expiresAt)
}

const asked = ({ ticket, expiresAt }: Challenge): SecondFactorAsked => ({
  secondFactor: { ticket, ways: ['totp', 'recovery_code'], expiresAt: expiresAt.toISOString() },
})

type Who = { readonly user: User; readonly membership: Membership; readonly now: Date }
type Standing = Omit<Who, 'now'> & { readonly grants: Grants; readonly isBarred: boolean }

/** What somebody whose session has only just begun may do. */
async function standingOf(db: Databases, { user, membership, now }: Who): Promise<Standing> {
  const hasSecondFactor = await isSecondFactorOn(db, user.id)
  const [grants, isBarred] = await Promise.all([
    findGrants(db, { user, membership, now }),
    owesSecondFactor(db, { user, hasSecondFactor, workspaceId: membership.workspaceId }),
  ])
  return { user, membership, grants, isBarred }
}

function asAnswer({ user, membership, grants: { everywhere, pods }, isBarred }: Standing, expiresAt: Date): Session {
  const { workspaceId: id, workspaceName: name, role } = membership
  return {
    user,
    workspace: { id, name, role },
    grants: { everywhere: [...everywhere], pods: Object.fromEntries([...pods].map(([pod, names]) => [pod, [...names]])) },
    secondFactorRequired: isBarred,
    expiresAt: expiresAt.toISOString(),
  }
}
