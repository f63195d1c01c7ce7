import type { Configuration } from 'openid-client'
import type { SecretBox } from '#base/secret-box'
import type { Net } from '#net'
import { askBy } from './ask-provider.ts'
import { isThisMachine, presets } from './preset.ts'
import type { Provider } from './provider.store.ts'

/** What a provider says of itself is asked for again after so long. */
const lifeMs = 60 * 60_000
const maxKnown = 200

export const clientSecretContext = (providerId: string): string => `identity_providers ${providerId} client_secret`

type Entry = { readonly version: string; readonly untilMs: number; readonly client: Promise<Configuration> }

/** Clients of the providers, each made when it is first needed. Loaded late, because many processes never need one. */
export class ProviderClients {
  private readonly box: SecretBox
  private readonly net: Net
  private readonly known = new Map<string, Entry>()

  constructor(parts: { readonly box: SecretBox; readonly net: Net }) {
    this.box = parts.box
    this.net = parts.net
  }

  /** Rejects when the provider cannot be reached or what it says of itself is not usable. Many who ask at once share one answer. */
  async of(provider: Provider, now: Date): Promise<Configuration> {
    const version = provider.updatedAt.toISOString()
    const known = this.known.get(provider.id)
    if (known !== undefined && known.version === version && known.untilMs > now.getTime()) return await known.client
    const secret = this.box.open(provider.clientSecret, clientSecretContext(provider.id))
    const client = this.make({ ...provider, clientSecret: secret })
    if (this.known.size >= maxKnown) this.known.clear()
    this.known.set(provider.id, { version, untilMs: now.getTime() + lifeMs, client })
    client.catch(() => {
      if (this.known.get(provider.id)?.client === client) this.known.delete(provider.id)
    })
    return await client
  }

  /** Asks a provider that is not stored yet what it says of itself; its secret is in the clear. */
  async make(provider: Pick<Provider, 'kind' | 'issuer' | 'clientId' | 'clientSecret'>): Promise<Configuration> {
    const oidc = await import('openid-client')
    const { kind, issuer, clientId, clientSecret } = provider
    const ask = askBy(this.net)
    const isLocal = isThisMachine(new URL(issuer).hostname)
    // The presets take the secret in the body; a server of one's own takes it as the standard says when nothing else was agreed.
    const proof = kind === 'oidc' ? oidc.ClientSecretBasic(clientSecret) : oidc.ClientSecretPost(clientSecret)
    if (!presets[kind].hasIdToken) {
      const client = new oidc.Configuration(githubMetadata(issuer), clientId, { client_secret: clientSecret }, proof)
      client[oidc.customFetch] = ask
      if (isLocal) oidc.allowInsecureRequests(client)
      await oidc.fetchProtectedResource(client, 'none', new URL(githubApi(issuer)), 'GET').catch(refusalIsFine)
      return client
    }
    return await oidc.discovery(new URL(issuer), clientId, { client_secret: clientSecret }, proof, {
      [oidc.customFetch]: ask,
      // Also over TLS: a proof that somebody is somebody is worth a signature that is looked at.
      execute: [oidc.enableNonRepudiationChecks, ...(isLocal ? [oidc.allowInsecureRequests] : [])],
    })
  }
}

/** It is asked without a real token, only to see that it is there and may be called. */
function refusalIsFine(error: unknown): void {
  if ((error as { name?: unknown }).name !== 'WWWAuthenticateChallengeError') throw error
}

const githubMetadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/login/oauth/authorize`,
  token_endpoint: `${issuer}/login/oauth/access_token`,
})

/** GitHub itself has a host of its own for it; a GitHub server of one's own has it below `/api/v3`. */
export const githubApi = (issuer: string): string =>
  issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`
