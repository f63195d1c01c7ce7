import { AppError } from '#base/error'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import type { SignInOutcome } from '../session/complete-sign-in.ts'
import type { StartedSession } from '../session/start-session.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import { causeAway } from './ask-provider.ts'
import { linkAccount } from './link-account.ts'
import { presets } from './preset.ts'
import { findActiveProvider, type Provider } from './provider.store.ts'
import { type ProviderAccount, readGithubAccount, readOpenIdAccount } from './read-account.ts'
import { signInByAccount } from './sign-in-by-account.ts'
import { type ProviderContext, redirectUriOf, visitContext } from './start-visit.ts'
import { stepUpByAccount } from './step-up-by-account.ts'
import { takeVisit, type Visit } from './visit.store.ts'

export type VisitOutcome =
  | (SignInOutcome & { readonly mayCreateWorkspace: boolean })
  | { readonly kind: 'linked' }
  | { readonly kind: 'stepped_up'; readonly session: StartedSession }

/**
 * Ends a visit at a provider with the query that it sent the browser back with. Only in the browser that began it, and
 * once: whatever comes of it, a second time finds nothing.
 */
export async function finishVisit(
  db: Databases,
  context: ProviderContext,
  back: { readonly visitor: Visitor; readonly name: string; readonly query: string },
): Promise<{ readonly outcome: VisitOutcome; readonly next: string | null }> {
  const { visitor, name } = back
  const query = new URLSearchParams(back.query)
  const state = query.get('state') ?? ''
  const hashes = { stateHash: hashToken(state), browserHash: hashToken(visitor.browser()) }
  const visit = await takeVisit(db, { provider: name, ...hashes, now: visitor.now })
  const provider = visit === undefined ? undefined : await findActiveProvider(db, name)
  if (visit === undefined || provider === undefined) throw identityError.provider_visit_unknown()
  try {
    const account = await readAccount(context, { provider, visit, query, state, now: visitor.now })
    return { outcome: await act(db, context, { provider, visit, account, visitor }), next: visit.next }
  } catch (error) {
    if (error instanceof AppError) await noteFailure(db, visitor, { provider, purpose: visit.purpose, reason: error.code })
    throw error
  }
}

async function readAccount(
  { box, clients, publicUrl }: ProviderContext,
  back: { provider: Provider; visit: Visit; query: URLSearchParams; state: string; now: Date },
): Promise<ProviderAccount> {
  const { provider, visit, query, state, now } = back
  if (query.has('error')) throw identityError.provider_refused({ error: String(query.get('error')).slice(0, 100) })
  const secrets = JSON.parse(box.open(visit.secrets, visitContext(visit.id))) as { nonce: string; verifier: string }
  const url = new URL(redirectUriOf(publicUrl, provider.name))
  url.search = query.toString()
  try {
    const read = presets[provider.kind].hasIdToken ? readOpenIdAccount : readGithubAccount
    return await read({ client: await clients.of(provider, now), url, state, ...secrets, now })
  } catch (error) {
    const away = causeAway(error)
    throw away === undefined ? identityError.provider_proof_invalid({}, error) : identityError.provider_unreachable({}, away)
  }
}

export type ProvenVisit = {
  readonly provider: Provider
  readonly visit: Visit
  readonly account: ProviderAccount
  readonly visitor: Visitor
}

async function act(db: Databases, context: ProviderContext, proven: ProvenVisit): Promise<VisitOutcome> {
  switch (proven.visit.purpose) {
    case 'link':
      await linkAccount(db, context.box, proven)
      return { kind: 'linked' }
    case 'step_up':
      return { kind: 'stepped_up', session: await stepUpByAccount(db, proven) }
    case 'sign_in':
      return { ...(await signInByAccount(db, context.box, proven)), mayCreateWorkspace: proven.provider.createsAccounts }
    default:
      throw new Error(`there is no visit for ${String(proven.visit.purpose)}`)
  }
}

async function noteFailure(
  db: Databases,
  { now, from }: Visitor,
  failure: { provider: Provider; purpose: string; reason: string },
): Promise<void> {
  const { provider, purpose, reason } = failure
  await db.transaction<IdentityTables, void>('identity', async (tx) =>
    record(
      tx,
      { now, from, actorId: null, workspaceId: null },
      {
        action: 'user.provider_sign_in_failed',
        resourceType: 'identity_provider',
        resourceId: provider.id,
        metadata: { provider: provider.name, purpose, reason },
      },
    ),
  )
}
