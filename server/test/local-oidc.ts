import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** Somebody who has an account at the provider. */
export type OidcPerson = { readonly sub: string; email: string; emailVerified: boolean; name: string }

export type LocalOidc = AsyncDisposable & {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Whoever signs in there next is this person, in a browser that the provider does not know; it shows no page of its own. */
  person: OidcPerson
  /**
   * Goes to the provider as a browser does and comes back: the query with which the browser is sent back to
   * `redirectUri`. Keeps the provider's cookies for the next time, as a browser would.
   */
  visit(url: string): Promise<{ readonly redirectUri: string; readonly query: string }>
}

const clientId = 'steward'
const clientSecret = 'a secret that only the two of them know'

/** A real OpenID provider on this machine (oidc-provider), with one client. */
export async function localOidc(redirectUris: readonly string[]): Promise<LocalOidc> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const local = { person: { sub: 'grace', email: 'grace@example.com', emailVerified: true, name: 'Grace Hopper' } as OidcPerson }
  const people = new Map<string, OidcPerson>()
  const provider = new Provider(issuer, {
    clients: [
      { client_id: clientId, client_secret: clientSecret, redirect_uris: [...redirectUris], grant_types: ['authorization_code'] },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Signing in has a page of its own below, which lets in whoever the test says.
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => {
      const person = people.get(id)
      if (person === undefined) return undefined
      const { sub, email, emailVerified, name } = person
      return { accountId: sub, claims: () => ({ sub, email, email_verified: emailVerified, name }) }
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Grant: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ['for tests'] },
  })
  const callback = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { person } = local
    people.set(person.sub, person)
    if (request.url?.startsWith('/interaction/') === true)
      void letIn(provider, { request, response, person }).catch((error: unknown) => response.writeHead(500).end(String(error)))
    else void callback(request, response)
  })
  const jar = new Map<string, string>()
  return {
    issuer,
    clientId,
    clientSecret,
    get person() {
      return local.person
    },
    set person(person) {
      local.person = person
      jar.clear()
    },
    visit: (url) => visit(url, redirectUris, jar),
    [Symbol.asyncDispose]: () => close(server),
  }
}

/** The page of the provider: signs in and consents at once. */
async function letIn(
  provider: Provider,
  { request, response, person }: { request: IncomingMessage; response: ServerResponse; person: OidcPerson },
): Promise<void> {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') return await provider.interactionFinished(request, response, { login: { accountId: person.sub } })
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: person.sub, clientId: String(params['client_id']) })
  grant.addOIDCScope(String(params['scope']))
  await provider.interactionFinished(
    request,
    response,
    { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true },
  )
}

async function visit(
  start: string,
  redirectUris: readonly string[],
  jar: Map<string, string>,
): Promise<{ redirectUri: string; query: string }> {
  let url = new URL(start)
  for (let hop = 0; hop < 20; hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: cookie === '' ? {} : { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${(await answer.text()).slice(0, 2_000)}`)
    url = new URL(location, url)
    const redirectUri = `${url.origin}${url.pathname}`
    if (redirectUris.includes(redirectUri)) return { redirectUri, query: url.search }
  }
  throw new Error('the provider sent the browser in circles')
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
