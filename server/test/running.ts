import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { fixedKeys } from '#base/keyring'
import { log } from '#base/log'
import type { ProcessRole } from '#base/settings'
import { connectDatabases, type Databases } from '#db'
import type { Executions } from '#hub/execution'
import { type RateLimits, type Role, type Route, unlimited } from '#http'
import type { ConfigKey } from '#hub/config'
import { openNotary } from '#hub/audit'
import { openSession } from '#hub/identity'
import { addMember, ensureOwner } from '#hub/tenant'
import { openTransport } from '#mail'
import type { Net } from '#net'
import { catalog } from '#nodes'
import { compose } from '../compose.ts'
import { type HubName, hubs } from '../hubs.ts'
import { testDatabase } from './database.ts'
import { freePort, serverOwner } from './server-process.ts'
import { insertUser } from './someone.ts'

export type Json = Record<string, unknown>
export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers }

export type RunningInstallation = AsyncDisposable & {
  readonly url: string
  readonly databases: Databases
  readonly executions: Executions
  readonly routes: readonly Route[]
  /** Headers of a session of somebody else in the owner's workspace. */
  member(role: Role): Promise<Record<string, string>>
  /** The API as the owner. */
  api(method: string, path: string, body?: unknown): Promise<Answer>
  /** A request of the API as the owner, sent as it is. */
  raw(path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }): Promise<Response>
  /** Saves a workflow and activates it unless told otherwise; its id. */
  given(document: WorkflowDocument, more?: { active?: boolean }): Promise<string>
  /** Starts a workflow by hand; the id of the execution. */
  begin(workflowId: string, body?: Json): Promise<string>
  /** The execution once it has come to rest: over or waiting. */
  rested(executionId: string): Promise<Execution>
  /** Executions, oldest first. */
  list(query?: string): Promise<ExecutionSummary[]>
  /** Stops it as SIGTERM does. */
  stop(graceMs?: number): Promise<void>
}

/** What two processes of one installation share. */
export type Shared = AsyncDisposable & { readonly url: string; readonly folder: string }

/** A database and a folder for files, for one process after another or several at once. */
export async function sharedInstallation(): Promise<Shared> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'steward-running-'))
  await ensureOwner(database.databases, serverOwner, new Date())
  return {
    url: database.url,
    folder,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The whole product on a port, composed as `steward serve` does, over a database of the test's own. */
export async function running(
  shared?: Shared,
  more: {
    otlpEndpoint?: string
    roles?: readonly ProcessRole[]
    configKeys?: readonly ConfigKey[]
    rateLimits?: () => RateLimits
    environmentName?: string
    pushNet?: Net
  } = {},
): Promise<RunningInstallation> {
  const own = shared ?? (await sharedInstallation())
  const databases = await connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, own.url])), {
    migrate: false,
    release: async () => {},
  })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const parts = await compose({
    databases,
    log,
    catalog,
    http: { host: '127.0.0.1', port, publicUrl: url, version: '0.0.0' },
    timezone: 'UTC',
    denyPrivate: false,
    environment: { GREETING: 'hello' },
    keys: fixedKeys([Buffer.alloc(32, 7)]),
    mail: openTransport({ smtpUrl: undefined, from: 'Steward <steward@localhost>' }, join(own.folder, 'mail')),
    blobFolder: join(own.folder, 'blobs'),
    notary: openNotary({ auditKey: undefined, dataDir: own.folder }),
    checkAnswers: true,
    // Tests ask faster than people; those of the limits name some.
    rateLimits: () => unlimited,
    ...more,
  })
  await parts.start()
  const headers = { origin: url, cookie: await ownerCookie(url) }
  const raw: RunningInstallation['raw'] = (path, init) =>
    fetch(`${url}/api/v1${path}`, { ...init, headers: { ...headers, ...init.headers } })
  const api = callApi(raw)
  let stopping: Promise<void> | undefined
  const stop = (graceMs = 5_000) => (stopping ??= parts.stop(graceMs).then(() => databases.close()))
  return {
    url,
    databases,
    executions: parts.executions,
    routes: parts.routes,
    member: async (role) => {
      const { rows } = await databases.pool('tenant').query<{ id: string }>('select id from workspaces limit 1')
      const [userId, now] = [await insertUser(databases), new Date()]
      await addMember(databases, { workspaceId: rows[0]?.id ?? '', userId, role, now })
      const { secret } = await openSession(databases, { userId, now, from: { address: '127.0.0.1', agent: null } })
      return { origin: url, cookie: `steward_session=${secret}` }
    },
    api,
    raw,
    ...workflows(api),
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop()
      if (shared === undefined) await own[Symbol.asyncDispose]()
    },
  }
}

function callApi(raw: RunningInstallation['raw']): Api {
  return async (method, path, body) => {
    const type = { 'content-type': 'application/json' }
    const answer = await raw(path, body === undefined ? { method } : { method, headers: type, body: JSON.stringify(body) })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : (JSON.parse(text) as Json) }
  }
}

async function ownerCookie(url: string): Promise<string> {
  const headers = { origin: url, 'content-type': 'application/json' }
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify(serverOwner) })
  return session.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

type Api = RunningInstallation['api']

function workflows(api: Api): Pick<RunningInstallation, 'given' | 'begin' | 'rested' | 'list'> {
  const must = async (status: number, ...call: Parameters<Api>) => {
    const answer = await api(...call)
    if (answer.status !== status)
      throw new Error(`${call.join(' ')} was answered by ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  return {
    given: async (document, { active = true } = {}) => {
      const { summary } = (await must(201, 'POST', '/workflows', { document })) as { summary: { id: string } }
      if (active) await must(200, 'POST', `/workflows/${summary.id}/activate`)
      return summary.id
    },
    begin: async (workflowId, body = {}) => String((await must(202, 'POST', `/workflows/${workflowId}/executions`, body))['id']),
    rested: (executionId) =>
      until(
        async () => (await must(200, 'GET', `/executions/${executionId}`)) as unknown as Execution,
        ({ summary }) => summary.status !== 'running' && summary.status !== 'queued',
      ),
    list: async (query = '') => {
      const { items } = (await must(200, 'GET', `/executions?limit=200${query}`)) as unknown as { items: ExecutionSummary[] }
      return items.toReversed()
    },
  }
}

/** Looks again and again until what is seen is as wanted, less often the longer it takes: looking takes time from what is waited for. */
export async function until<T>(look: () => Promise<T> | T, wanted: (seen: T) => boolean, patienceMs = 15_000): Promise<T> {
  for (const began = Date.now(); ;) {
    const seen = await look()
    if (wanted(seen)) return seen
    const waitedMs = Date.now() - began
    if (waitedMs > patienceMs)
      throw new Error(`waited ${patienceMs} ms in vain; seen last: ${JSON.stringify(seen)?.slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, Math.min(100, Math.max(10, waitedMs / 10))))
  }
}
