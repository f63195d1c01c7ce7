import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { randomBytes } from 'node:crypto'
import { newId } from '#base/id'
import { log } from '#base/log'
import { createSecretBox, type SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { NodeCatalog } from '#engine/core'
import { createServer, type HttpServer, type HttpSettings, type RateLimits, reportRoutes, type Role, type Route } from '#http'
import {
  type AccessTokens,
  accountRoutes,
  apiKeyRoutes,
  createAccessTokens,
  tokenRoutes,
  deviceRoutes,
  ProviderClients,
  providerRoutes,
  openSession,
  secondFactorRoutes,
} from '#hub/identity'
import { connectionRoutes } from '#hub/connector'
import { approvalRoutes, createGate, effectRoutes, LivePolicies, policyRoutes } from '#hub/effect'
import { profileRoutes } from '#hub/profile'
import {
  addMember,
  authenticateWith,
  invitationRoutes,
  memberRoutes,
  podRoutes,
  roleRoutes,
  providerVisitRoutes,
  sessionRoutes,
  tenantAccountRoutes,
  workspaceKeyRoutes,
  workspaceRoutes,
} from '#hub/tenant'
import { LiveDrafts, workflowRoutes } from '#hub/workflow'
import { noReplays } from './no-replays.ts'
import { createNet, type NetSettings } from '#net'
import { testDatabase } from './database.ts'
import { testCatalog } from './nodes.ts'
import { insertUser } from './someone.ts'

type Json = { [key: string]: unknown }
type Sent = {
  readonly status: number
  readonly body: Json
  readonly headers: LightMyRequestResponse['headers']
  readonly text: string
}

export type Client = {
  send(method: InjectOptions['method'], path: string, body?: unknown, headers?: Record<string, string>): Promise<Sent>
  readonly headers: Record<string, string>
}

export type TestInstallation = AsyncDisposable & {
  readonly app: FastifyInstance
  readonly server: HttpServer
  readonly databases: Databases
  /** Opens what the installation has locked. */
  readonly box: SecretBox
  readonly tokens: AccessTokens
  /** Of the database, as its administrator. */
  readonly url: string
  readonly routes: readonly Route[]
  readonly anonymous: Client
  /** Sends these headers with every request. */
  client(headers: Record<string, string>): Client
  /** Signs a member of the given role in; without a workspace they get the owner's. */
  member(role: Role): Promise<Client & { readonly userId: string }>
  /** The owner of the installation, set up through the API. */
  owner(): Promise<Client & { readonly userId: string; readonly workspaceId: string }>
  /** Somebody with a workspace of their own. */
  stranger(): Promise<Client & { readonly userId: string; readonly workspaceId: string }>
}

export const ownerAccount = { email: 'Ada@example.com', password: 'correct horse battery', name: 'Ada' }
const origin = 'http://127.0.0.1:4000'
/** What a browser adds to the requests of our own pages. */
export const browser = { origin, 'sec-fetch-site': 'same-origin' }

type Options = {
  /** What may be called outside, such as by sign-in providers. */
  readonly net?: NetSettings
  readonly catalog?: NodeCatalog
  readonly routes?: readonly Route[]
  readonly settings?: Partial<HttpSettings>
  readonly rateLimits?: () => RateLimits
}

/** The whole API over a database of the test's own, reached without a port. Answers that break the contract fail. */
export async function testInstallation(options: Options = {}): Promise<TestInstallation> {
  const database = await testDatabase()
  const { databases } = database
  const settings = { host: '127.0.0.1', port: 0, publicUrl: origin, version: '0.0.0', ...options.settings }
  const box = createSecretBox(randomBytes(32))
  const tokens = createAccessTokens({ db: databases, box, publicUrl: settings.publicUrl })
  const policies = new LivePolicies({ db: databases, log })
  const context = {
    catalog: options.catalog ?? testCatalog,
    publicUrl: settings.publicUrl,
    timezone: 'UTC',
    gate: createGate({ db: databases, policies, clock: () => new Date() }),
    replays: noReplays,
    drafts: new LiveDrafts({ db: databases, log }),
  }
  const providers = { box, clients: new ProviderClients({ box, net: createNet(options.net) }), publicUrl: settings.publicUrl }
  const routes = [
    ...sessionRoutes({ ...settings, box }),
    ...secondFactorRoutes({ box }),
    ...deviceRoutes,
    ...providerRoutes(providers),
    ...providerVisitRoutes(providers),
    ...apiKeyRoutes,
    ...workspaceKeyRoutes,
    ...tokenRoutes(tokens),
    ...connectionRoutes({ box }),
    ...effectRoutes,
    ...policyRoutes(policies),
    ...approvalRoutes,
    ...profileRoutes,
    ...reportRoutes,
    ...accountRoutes({ box }),
    ...tenantAccountRoutes({ box }),
    ...workflowRoutes(context),
    ...roleRoutes,
    ...podRoutes,
    ...workspaceRoutes,
    ...memberRoutes,
    ...invitationRoutes({ box, publicUrl: settings.publicUrl }),
    ...(options.routes ?? []),
  ]
  const server = await createServer({
    settings,
    databases,
    log,
    routes,
    authenticate: authenticateWith(databases, tokens),
    checkAnswers: true,
    ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
  })

  const client = (headers: Record<string, string>): Client => ({
    headers,
    send: (method, path, body, more) => send(server.app, { method, path, body, headers: { ...headers, ...more } }),
  })
  const join = async (userId: string, workspaceId: string, role: Role) => {
    const now = new Date()
    await addMember(databases, { workspaceId, userId, role, now })
    const session = await openSession(databases, { userId, now, from: { address: '127.0.0.1', agent: null } })
    return { ...client({ ...browser, cookie: `steward_session=${session.secret}` }), userId, workspaceId }
  }
  let first: Promise<Client & { userId: string; workspaceId: string }> | undefined
  const owner = () => (first ??= setUpOwner(client))

  return {
    app: server.app,
    server,
    databases,
    box,
    tokens,
    url: database.url,
    routes,
    client,
    owner,
    anonymous: client({}),
    member: async (role) => join(await insertUser(databases), (await owner()).workspaceId, role),
    stranger: async () => {
      const userId = await insertUser(databases)
      const workspaceId = newId()
      await databases
        .pool('tenant')
        .query(`insert into workspaces (id, name, owner_id) values ($1, 'Elsewhere', $2)`, [workspaceId, userId])
      return join(userId, workspaceId, 'owner')
    },
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function setUpOwner(client: (headers: Record<string, string>) => Client) {
  const made = await client(browser).send('POST', '/setup', ownerAccount)
  const cookie = String(made.headers['set-cookie']).split(';', 1)[0] ?? ''
  const { user, workspace } = made.body as { user: { id: string }; workspace: { id: string } }
  return { ...client({ ...browser, cookie }), userId: user.id, workspaceId: workspace.id }
}

async function send(
  app: FastifyInstance,
  what: { method: InjectOptions['method']; path: string; body: unknown; headers: Record<string, string> },
): Promise<Sent> {
  const { method = 'GET', path, body, headers } = what
  const url = /^\/+api\//.test(path) ? path : `/api/v1${path}`
  const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await app.inject({ method, url, headers: { host: '127.0.0.1:4000', ...type, ...headers }, ...payload })
  const isJson = /json/.test(String(answer.headers['content-type']))
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: isJson ? (JSON.parse(answer.body) as Json) : {},
  }
}
