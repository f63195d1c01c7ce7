import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { folderBlobStore } from '#base/blob-store'
import type { Keys } from '#base/keyring'
import type { SecretSourceSettings } from '#base/secret-source-settings'
import { createSecretBox, type SecretBox } from '#base/secret-box'
import { type ProcessRole, processRoles } from '#base/settings'
import type { Databases } from '#db'
import type { NodeCatalog } from '#engine/core'
import { createCodeRunner } from '#engine/worker'
import { createServer, type HttpSettings, type RateLimits, type Route } from '#http'
import { type AccessContext, findDatabasePlace, openTarget, QueryFeed } from '#hub/access'
import { type Notary, openAuditLog } from '#hub/audit'
import { type ConfigKey, LiveVariables, watchConfig } from '#hub/config'
import { noSources, SecretSources } from '#hub/connector'
import { createGate, type Gate, keepPartitions, LivePolicies, registerSlack, watchApprovals } from '#hub/effect'
import { Circuits, executionMetrics, Executions, keptSecret, refuseOtherKey, registerWebhooks, replaysOf } from '#hub/execution'
import { createAccessTokens, findUserNames, keepRoles, registerWellKnown } from '#hub/identity'
import { authenticateWith, findWorkspacesNamed, watchRevocations } from '#hub/tenant'
import { hearWorkflows, LiveDrafts, type WorkflowContext } from '#hub/workflow'
import type { MailTransport } from '#mail'
import { createNet, type Net } from '#net'
import { routesOf } from './api-routes.ts'
import { readBlob, writeBlob } from './binary.ts'
import { rateLimits } from './configuration.ts'
import { MigrationWatch } from './migration-watch.ts'
import { type Blobs, nodeIo } from './node-io.ts'
import { openObservation } from './observation.ts'
import { createTelling } from './telling.ts'
import { createUpkeep } from './upkeep.ts'

export type Parts = {
  readonly databases: Databases
  readonly log: Logger
  readonly catalog: NodeCatalog
  readonly http: HttpSettings
  readonly timezone: string
  /** Whose configuration counts; `production` unless told otherwise. */
  readonly environmentName?: string
  /** The settings that people can see and set; those of the product unless told otherwise. */
  readonly configKeys?: readonly ConfigKey[]
  readonly denyPrivate: boolean
  /** Names of the environment that workflows may read, with their values. */
  readonly environment: Readonly<Record<string, string>>
  /** Lock the secrets; may change while the process runs. */
  readonly keys: Keys
  readonly blobFolder: string
  /** Where secrets may be kept outside of the database; nowhere unless told. */
  readonly secretSources?: SecretSourceSettings
  /** Signs the audit log. */
  readonly notary: Notary
  /** Takes the mails over. */
  readonly mail: MailTransport
  /** Where traces go, by OTLP over HTTP; nowhere without it. */
  readonly otlpEndpoint?: string | undefined
  /** What this process does; everything unless told otherwise. */
  readonly roles?: readonly ProcessRole[]
  /** Instead of what is configured. */
  readonly rateLimits?: () => RateLimits
  readonly checkAnswers?: boolean
  /** What browsers are told by, in tests; otherwise one that calls no private address. */
  readonly pushNet?: Net
}

export type Composition = {
  readonly executions: Executions
  readonly routes: readonly Route[]
  /** Resolves to the address once everything works and is listened for. */
  start(): Promise<string>
  /**
   * Takes calls for `drainMs` more, so that a load balancer can see that it is to look elsewhere. Then nodes that
   * are being executed may take `graceMs` to finish; the databases stay open.
   */
  stop(graceMs: number, drainMs?: number): Promise<void>
}

/** Puts the whole product together over open databases. The only place that knows every part. */
export async function compose(parts: Parts): Promise<Composition> {
  const { databases, log, http, roles = processRoles } = parts
  const base = await layFoundations(parts)
  const { box, config, variables, policies, gate, tokens, net, circuits, observation } = base
  // Before anything is loaded, so that no change falls between what is loaded and what is heard.
  const hearing = await hearChanges(parts, base)
  const executions = await createExecutions(parts, base)
  const audit = auditLogOf(parts)
  const workflows = workflowsOf(parts, gate, executions)
  const access = { ...accessOf(parts, base), feed: new QueryFeed(databases) }
  const telling = createTelling({ ...parts, box, publicUrl: http.publicUrl })
  const routes = routesOf(parts, {
    telling,
    audit,
    access,
    box,
    net,
    sources: base.sources,
    config,
    variables,
    policies,
    slack: base.slack,
    workflows,
    tokens,
    executions,
    circuits,
    blobs: base.blobs,
  })
  const server = await serve(parts, base, { executions, routes })
  hearing.push(await watchRevocations(databases, () => server.lookAgain()))
  hearing.push(await watchApprovals(databases, (change) => executions.feed.approvalChanged(change)))
  hearing.push(await workflows.drafts.presences.hear())
  // Who may hear a stream of events depends on settings too.
  config.onChange(() => server.lookAgain())
  executionMetrics(executions, observation.metrics)
  const upkeep = createUpkeep({
    databases,
    log,
    box,
    publicUrl: http.publicUrl,
    files: base.folder,
    mail: parts.mail,
    audit,
    executions,
    workflows,
    access,
    slack: base.slack,
    telling,
  })
  return {
    executions,
    routes,
    start: async () => {
      await Promise.all([circuits.start(), access.feed.start(), telling.feed.start()])
      await executions.start()
      if (roles.includes('worker')) await upkeep.start()
      return server.listen()
    },
    stop: async (graceMs, drainMs = 0) => {
      server.drain()
      if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs))
      // Together, because callers wait for executions and executions are told to rest.
      await Promise.all([server.close(), executions.stop(graceMs)])
      await Promise.all([circuits.stop(), access.feed.stop()])
      await Promise.all(hearing.map(async (stopHearing) => stopHearing()))
      await upkeep.stop()
      await telling.close()
      await base.close()
    },
  }
}

type Foundations = Awaited<ReturnType<typeof layFoundations>>

/** What this process hears of others before it does anything; each gives how to stop it. */
function hearChanges(
  { databases, log, roles = processRoles }: Parts,
  { variables, policies, tokens }: Foundations,
): Promise<(() => unknown)[]> {
  return Promise.all([
    hearWorkflows(databases),
    keepPartitions(databases),
    variables.watch(),
    policies.watch(),
    tokens.watch(),
    keepRoles(databases, { log, tidies: roles.includes('worker'), clock: () => new Date() }),
  ])
}

const auditLogOf = ({ databases, notary, log }: Parts) =>
  openAuditLog({
    db: databases,
    notary,
    log,
    clock: () => new Date(),
    namesOf: (ids) => findUserNames(databases, ids),
    workspaceName: async (id) => (await findWorkspacesNamed(databases, id))[0]?.name ?? null,
  })

/** What everything else stands on, opened and closed together. */
async function layFoundations(parts: Parts) {
  const { databases, log, http } = parts
  const box = createSecretBox(parts.keys)
  const tokens = createAccessTokens({ db: databases, box, publicUrl: http.publicUrl })
  const config = await watchConfig(databases, { environment: parts.environmentName ?? 'production', box })
  const variables = new LiveVariables({ db: databases, box, log })
  const policies = new LivePolicies({ db: databases, log })
  const gate = createGate({ db: databases, policies, clock: () => new Date() })
  const net = createNet({ denyPrivate: parts.denyPrivate })
  // Places that the settings name may well be private ones.
  const places = createNet()
  const sources = new SecretSources(parts.secretSources ?? noSources, { net: places, log })
  const runner = createCodeRunner()
  const folder = folderBlobStore(parts.blobFolder)
  const blobs: Blobs = { write: (bytes, about) => writeBlob(folder, bytes, about), read: (value) => readBlob(folder, value) }
  const slack = { db: databases, config, net: places, log, publicUrl: http.publicUrl, clock: () => new Date() }
  const observation = await openObservation({ log, otlpEndpoint: parts.otlpEndpoint, version: http.version })
  const circuits = new Circuits({ db: databases, log })
  const migrations = new MigrationWatch(databases)
  const close = async () => {
    migrations.stop()
    await runner.close()
    await net.close()
    await places.close()
    await observation.close()
    await config.stop()
  }
  return {
    box,
    tokens,
    config,
    variables,
    policies,
    gate,
    net,
    sources,
    runner,
    folder,
    blobs,
    observation,
    circuits,
    migrations,
    slack,
    close,
  }
}

/** What queries of governed databases are served and executed with. */
function accessOf({ databases, denyPrivate, blobFolder }: Parts, { box, sources, gate }: Foundations): AccessContext {
  const files = folderBlobStore(join(blobFolder, 'queries'))
  return { databases, box, sources, gate, openTarget, files, denyPrivate, clock: () => new Date() }
}

async function createExecutions(parts: Parts, base: Foundations): Promise<Executions> {
  const { databases, log, catalog, http, timezone, environment, keys, roles = processRoles } = parts
  const keyIds = () => keys.all().map(({ id }) => id)
  // Before anything is opened that was locked with the key of the others.
  await refuseOtherKey(databases, keyIds())
  return new Executions({
    db: databases,
    log,
    catalog,
    publicUrl: http.publicUrl,
    timezone,
    environment,
    variables: base.variables.ofExecution,
    roles,
    observers: base.observation.observers,
    secret: await resumeSecret(databases, base.box, keys),
    keyIds,
    io: nodeIo({ databases, ...base, access: accessOf(parts, base) }),
    databaseOf: (workspaceId, reference) => findDatabasePlace(databases.within(workspaceId), workspaceId, reference),
    runCode: base.runner.run,
    gate: base.gate,
  })
}

type Served = { readonly executions: Executions; readonly routes: readonly Route[] }

function serve(parts: Parts, base: Foundations, { executions, routes }: Served): ReturnType<typeof createServer> {
  const { databases, log, http, roles = processRoles } = parts
  const { box, tokens, config, observation, migrations, sources, blobs } = base
  return createServer({
    settings: http,
    databases,
    log,
    metrics: observation.metrics,
    authenticate: authenticateWith(databases, tokens),
    checkAnswers: parts.checkAnswers ?? false,
    operationsOnly: !roles.includes('http'),
    rateLimits: parts.rateLimits ?? (() => config.value(rateLimits, {})),
    obstacles: () => [...executions.obstacles(), ...migrations.obstacles()],
    routes,
    extend: (app) => {
      registerWellKnown(app, tokens)
      registerSlack(app, base.slack)
      return registerWebhooks(app, { executions, databases, box, sources, blobs, publicUrl: http.publicUrl, log })
    },
  })
}

/** What every workflow is served with. People who watch one see what others change in it, and who they are. */
function workflowsOf({ databases, log, catalog, http, timezone }: Parts, gate: Gate, executions: Executions): WorkflowContext {
  const { feed } = executions
  const drafts = new LiveDrafts({ db: databases, log })
  drafts.onEdited = (edit) => feed.workflowEdited(edit)
  drafts.presences.onChange = (place, people) => feed.presenceChanged(place, people)
  return { catalog, publicUrl: http.publicUrl, timezone, gate, replays: replaysOf(executions), drafts }
}

/** Signs addresses to resume executions. Kept, because such an address may be called long after the installation's key was changed. */
const resumeSecret = (db: Databases, box: SecretBox, keys: Keys): Promise<Buffer> =>
  keptSecret(db, box, {
    name: 'resume addresses',
    first: () => createHmac('sha256', keys.present().key).update('resume addresses').digest(),
  })
