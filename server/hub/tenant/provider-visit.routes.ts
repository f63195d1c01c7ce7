import { finishProviderVisit } from '@steward/contract/api/provider'
import { type PublicCall, route, type Route, setSessionCookie } from '#http'
import { finishVisit, type ProviderContext, visitorOf, type VisitOutcome } from '#hub/identity'
import { answerOutcome, type Door } from './session.routes.ts'
import { ownWorkspaceName } from './account/own-workspace-name.ts'
import { ensureOwnWorkspace } from './workspace.store.ts'

type Finished = NonNullable<NonNullable<(typeof finishProviderVisit)['types']>['answer']>['outcome']

/** The end of a visit at a sign-in provider, after which somebody may be signed in. */
export function providerVisitRoutes(context: ProviderContext): readonly Route[] {
  return [
    route(finishProviderVisit, async (call: PublicCall<typeof finishProviderVisit>) => {
      const back = { visitor: visitorOf(call), name: call.params.name, query: call.body.query }
      const { outcome, next } = await finishVisit(call.db, context, back)
      return { outcome: await answer(call, outcome), next }
    }),
  ]
}

async function answer(door: Door, outcome: VisitOutcome): Promise<Finished> {
  if (outcome.kind === 'linked') return { kind: 'linked' }
  if (outcome.kind === 'stepped_up') {
    setSessionCookie(door.reply, outcome.session.secret, outcome.session.expiresAt)
    return { kind: 'stepped_up' }
  }
  // Who got an account a moment ago is in no workspace; neither is who was cut off between the two.
  if (outcome.kind === 'session' && outcome.mayCreateWorkspace)
    await ensureOwnWorkspace(door.db, { userId: outcome.user.id, name: ownWorkspaceName, now: door.now })
  const answered = await answerOutcome(door, outcome)
  return 'secondFactor' in answered ? { kind: 'second_factor', ...answered } : { kind: 'signed_in', session: answered }
}
