import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { identityError } from '../errors.ts'
import { hashToken, newToken } from '../token.ts'
import { causeAway } from './ask-provider.ts'
import { presets } from './preset.ts'
import type { ProviderClients } from './provider-clients.ts'
import { findActiveProvider } from './provider.store.ts'
import { insertVisit, type VisitPurpose } from './visit.store.ts'

/** What everything about providers needs of the installation. */
export type ProviderContext = {
  readonly box: SecretBox
  readonly clients: ProviderClients
  /** How people reach this installation, without a slash at its end. */
  readonly publicUrl: string
}

/** Time to sign in over there. */
const visitLifeMs = 15 * 60_000

/** The one address that a provider may send people back to. Each has its own, so that an answer of one is never taken for that of another. */
export const redirectUriOf = (publicUrl: string, name: string): string => `${publicUrl}/sign-in/callback/${name}`

export const visitContext = (visitId: string): string => `provider_visits ${visitId}`

/** Sends a browser to a provider: gives the address to go to. State, nonce and PKCE verifier are kept here, bound to the browser. */
export async function startVisit(
  db: Databases,
  context: ProviderContext,
  wanted: {
    readonly name: string
    readonly purpose: VisitPurpose
    readonly sessionId: string | null
    readonly browser: string
    readonly next: string | null
    readonly now: Date
  },
): Promise<string> {
  const { name, purpose, sessionId, browser, next, now } = wanted
  const provider = await findActiveProvider(db, name)
  if (provider === undefined) throw identityError.provider_not_found()
  const oidc = await import('openid-client')
  const client = await context.clients.of(provider, now).catch((error: unknown) => {
    throw identityError.provider_unreachable({}, causeAway(error) ?? error)
  })
  const [id, state, nonce, verifier] = [newId(), newToken(), newToken(), oidc.randomPKCECodeVerifier()]
  const preset = presets[provider.kind]
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: redirectUriOf(context.publicUrl, name),
    response_type: 'code',
    scope: provider.scopes.join(' '),
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(preset.hasIdToken ? { nonce } : {}),
    ...(purpose === 'step_up' ? { prompt: preset.promptAgain } : {}),
  })
  await insertVisit(db, {
    id,
    provider: name,
    purpose,
    sessionId,
    next,
    secrets: context.box.lock(JSON.stringify({ nonce, verifier }), visitContext(id)),
    stateHash: hashToken(state),
    browserHash: hashToken(browser),
    now,
    expiresAt: new Date(now.getTime() + visitLifeMs),
  })
  return url.href
}
