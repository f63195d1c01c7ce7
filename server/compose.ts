import { createHmac } from 'node:crypto'
import { NodeError } from '@steward/sdk/node'
import type { Logger } from 'pino'
import { AppError } from '#base/error'
import { folderBlobStore } from '#base/blob-store'
import type { Keys } from '#base/keyring'
import type { SecretSourceSettings } from '#base/secret-source-settings'
import { createSecretBox, type SecretBox } from '#base/secret-box'
import { type ProcessRole, processRoles } from '#base/settings'
import { type Databases, startRelay } from '#db'
import type { NodeCatalog } from '#engine/core'
import type { DurableDeps } from '#engine/host'
import { createCodeRunner } from '#engine/worker'
import { createServer, type HttpSettings, type RateLimits, type Route } from '#http'
import { type AuditLog, auditSubscriptions, type Notary, openAuditLog, record } from '#hub/audit'
import {
  type ConfigKey,
  configRoutes,
  configSubscriptions,
  type LiveConfig,
  LiveVariables,
  variableRoutes,
  watchConfig,
  configPurge,
} from '#hub/config'
import { connectionRoutes, connectionValues, connectorPurge, noSources, SecretSources } from '#hub/connector'
import { effectPurge, effectRoutes, effectSubscriptions, keepPartitions } from '#hub/effect'
import {
  circuitRoutes,
  Circuits,
  executionMetrics,
  keptSecret,
  executionRoutes,
  Executions,
  Pruner,
  registerWebhooks,
  replayRoutes,
  retentionRoutes,
  scheduleRoutes,
  workspaceSubscriptions,
} from '#hub/execution'
import {
  AccountCaretaker,
  accountRoutes,
  accountSubscriptions,
  apiKeyRoutes,
  createAccessTokens,
  registerWellKnown,
  tokenRoutes,
  deviceRoutes,
  ProviderClients,
  sessionSubscriptions,
  providerRoutes,
  findUserNames,
  MailSender,
  mailSubscriptions,
  keepRoles,
  roleSubscriptions,
  secondFactorRoutes,
  type AccessTokens,
  identityPurge,
} from '#hub/identity'
import { profileRoutes, profileSubscriptions } from '#hub/profile'
import {
  authenticateWith,
  invitationRoutes,
  memberRoutes,
  podRoutes,
  roleRoutes,
  findWorkspacesNamed,
  workspaceKeyRoutes,
  tenantAccountRoutes,
  tenantAccountSubscriptions,
  WorkspacePurger,
  workspaceRoutes,
  providerVisitRoutes,
  sessionRoutes,
  watchRevocations,
} from '#hub/tenant'
import { findWorkflowNames, hearWorkflows, workflowRoutes, workflowSubscriptions } from '#hub/workflow'
import type { MailTransport } from '#mail'
import { createNet } from '#net'
import { readBlob, writeBlob } from './binary.ts'
import { configKeys, rateLimits } from './configuration.ts'
import { MigrationWatch } from './migration-watch.ts'
import { type Observation, openObservation } from './observation.ts'

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
  const { databases, log, catalog, http, timezone, keys, roles = processRoles } = parts
  const { publicUrl } = http
  const box = createSecretBox(keys)
  const tokens = createAccessTokens({ db: databases, box, publicUrl })
  const config = await watchConfig(databases, { environment: parts.environmentName ?? 'production', box })
  const variables = new LiveVariables({ db: databases, box, log })
  const net = createNet({ denyPrivate: parts.denyPrivate })
  // Places that the settings name may well be private ones.
  const places = createNet()
  const sources = new SecretSources(parts.secretSources ?? noSources, { net: places, log })
  const runner = createCodeRunner()
  const folder = folderBlobStore(parts.blobFolder)
  const blobs: Blobs = { write: (bytes, about) => writeBlob(folder, bytes, about), read: (value) => readBlob(folder, value) }
  const observation = await openObservation({ log, otlpEndpoint: parts.otlpEndpoint, version: http.version })
  const circuits = new Circuits({ db: databases, log })
  // Before anything is loaded, so that no change falls between what is loaded and what is heard.
  const hearing = [
    await hearWorkflows(databases),
    await keepPartitions(databases),
    await variables.watch(),
    await tokens.watch(),
    await keepRoles(databases, { log, tidies: roles.includes('worker'), clock: () => new Date() }),
  ]
  const executions = new Executions({
    db: databases,
    log,
    catalog,
    publicUrl,
    timezone,
    environment: parts.environment,
    variables: variables.ofExecution,
    roles,
    observers: observation.observers,
    secret: await resumeSecret(databases, box, keys),
    io: nodeIo({ databases, box, sources, net, blobs, circuits, observation }),
    runCode: runner.run,
  })
  const migrations = new MigrationWatch(databases)
  const audit = openAuditLog({
    db: databases,
    notary: parts.notary,
    log,
    clock: () => new Date(),
    namesOf: (ids) => findUserNames(databases, ids),
    workspaceName: async (id) => (await findWorkspacesNamed(databases, id))[0]?.name ?? null,
  })
  const routes = routesOf(parts, { audit, box, net, config, variables, tokens, executions, circuits })
  const server = await createServer({
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
      return registerWebhooks(app, { executions, databases, box, sources, blobs, publicUrl, log })
    },
  })
  hearing.push(await watchRevocations(databases, () => server.lookAgain()))
  executionMetrics(executions, observation.metrics)

  // Any number of relays may run; those of the workers are enough.
  const pruner = new Pruner({ db: databases, log, files: folder })
  const purger = new WorkspacePurger({ db: databases, log })
  const accounts = new AccountCaretaker({ db: databases, log, clock: () => new Date() })
  const mails = new MailSender({ db: databases, box, log, transport: parts.mail, publicUrl, clock: () => new Date() })
  const subscriptions = [
    ...configSubscriptions,
    ...auditSubscriptions,
    ...mailSubscriptions,
    ...accountSubscriptions({ box }),
    ...sessionSubscriptions({ box }),
    ...tenantAccountSubscriptions(databases),
    ...roleSubscriptions,
    ...effectSubscriptions,
    ...profileSubscriptions,
    ...workflowSubscriptions,
    ...workspaceSubscriptions(executions),
    ...[configPurge, identityPurge, connectorPurge, effectPurge],
  ]
  const relay = roles.includes('worker') ? startRelay(databases, subscriptions) : undefined
  return {
    executions,
    routes,
    start: async () => {
      await circuits.start()
      await executions.start()
      if (roles.includes('worker')) {
        pruner.start()
        purger.start()
        accounts.start()
        audit.start()
        await mails.start()
      }
      return server.listen()
    },
    stop: async (graceMs, drainMs = 0) => {
      server.drain()
      if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs))
      // Together, because callers wait for executions and executions are told to rest.
      await Promise.all([server.close(), executions.stop(graceMs)])
      await circuits.stop()
      await Promise.all(hearing.map(async (stopHearing) => stopHearing()))
      await relay?.stop()
      await mails.stop()
      migrations.stop()
      await pruner.stop()
      await purger.stop()
      await accounts.stop()
      await audit.stop()
      await runner.close()
      await net.close()
      await places.close()
      await observation.close()
      await config.stop()
    },
  }
}

type Served = {
  readonly audit: AuditLog
  readonly box: SecretBox
  readonly net: ReturnType<typeof createNet>
  readonly config: LiveConfig
  readonly variables: LiveVariables
  readonly tokens: AccessTokens
  readonly executions: Executions
  readonly circuits: Circuits
}

/** Signs addresses to resume executions. Kept, because such an address may be called long after the installation's key was changed. */
const resumeSecret = (db: Databases, box: SecretBox, keys: Keys): Promise<Buffer> =>
  keptSecret(db, box, {
    name: 'resume addresses',
    first: () => createHmac('sha256', keys.present().key).update('resume addresses').digest(),
  })

/** Everything below `/api/v1`. */
function routesOf(parts: Parts, { audit, box, net, config, variables, tokens, executions, circuits }: Served): Route[] {
  const { http, catalog, timezone, databases: db } = parts
  const keys = parts.configKeys ?? configKeys
  const names = findUserNames
  const providers = { box, clients: new ProviderClients({ box, net }), publicUrl: http.publicUrl }
  return [
    ...audit.routes,
    ...configRoutes({ db, live: config, box, record, keys, names }),
    ...variableRoutes({ live: variables, box, record, names, workflowNames: findWorkflowNames }),
    ...sessionRoutes({ version: http.version, box }),
    ...accountRoutes({ box }),
    ...tenantAccountRoutes({ box }),
    ...secondFactorRoutes({ box }),
    ...deviceRoutes,
    ...providerRoutes(providers),
    ...providerVisitRoutes(providers),
    ...apiKeyRoutes,
    ...workspaceKeyRoutes,
    ...tokenRoutes(tokens),
    ...connectionRoutes({ box }),
    ...workflowRoutes({ catalog, publicUrl: http.publicUrl, timezone }),
    ...roleRoutes,
    ...podRoutes,
    ...workspaceRoutes,
    ...memberRoutes,
    ...invitationRoutes({ box, publicUrl: http.publicUrl }),
    ...effectRoutes,
    ...profileRoutes,
    ...executionRoutes(executions),
    ...replayRoutes(executions),
    ...circuitRoutes(circuits),
    ...retentionRoutes,
    ...scheduleRoutes(executions),
  ]
}

type Blobs = Parameters<typeof registerWebhooks>[1]['blobs']

type Outside = {
  readonly databases: Databases
  readonly box: ReturnType<typeof createSecretBox>
  readonly sources: SecretSources
  readonly net: ReturnType<typeof createNet>
  readonly blobs: Blobs
  readonly circuits: Circuits
  readonly observation: Observation
}

/** A secret that is not where a connection says will not be there at the next try either; a place that does not answer may. */
function hopelessWhereItIs(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  throw new NodeError(error.message, { retryable: error.params['passing'] === true })
}

/** What nodes may use. */
function nodeIo({ databases, box, sources, net, blobs, circuits, observation }: Outside): DurableDeps['io'] {
  return (live, node, abort) => {
    const calls = circuits.guard(live.workflow.workspaceId)
    return {
      http: (call) =>
        calls.http(() =>
          net.request({ ...call, headers: { ...observation.traceHeaders(live, node), ...call.headers } }, abort.signal),
        ),
      readBinary: (value) => blobs.read(value),
      writeBinary: (bytes, about) => blobs.write(bytes, about),
      connection: async (kind) => {
        const reference = node.node.connections?.[kind]
        if (reference === undefined) return undefined
        const scope = {
          db: databases.within(live.workflow.workspaceId),
          workspaceId: live.workflow.workspaceId,
          actorId: null,
          now: new Date(),
          box,
          sources,
        }
        const found = await connectionValues(scope, { ...reference, kind }).catch(hopelessWhereItIs)
        if (found !== undefined) {
          calls.use(found.id, found.name)
          return found.values
        }
        throw new NodeError(
          `The connection "${reference.name}" of the kind "${kind}" is not here. Make it, or choose another one in the node.`,
          { retryable: false },
        )
      },
    }
  }
}
