import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeError } from '@steward/sdk/node'
import type { Logger } from 'pino'
import { folderBlobStore } from '#base/blob-store'
import { createSecretBox, loadEncryptionKey } from '#base/secret-box'
import type { Settings } from '#base/settings'
import { openDatabases, startRelay } from '#db'
import type { DurableDeps } from '#engine/host'
import { createCodeRunner } from '#engine/worker'
import { createServer } from '#http'
import { auditSubscriptions } from '#hub/audit'
import { connectionRoutes, connectionValues } from '#hub/connector'
import { executionMetrics, executionRoutes, Executions, registerWebhooks } from '#hub/execution'
import { apiKeyRoutes } from '#hub/identity'
import { authenticateWith, ensureOwner, sessionRoutes, watchRevocations } from '#hub/tenant'
import { hearWorkflows, workflowRoutes } from '#hub/workflow'
import { createNet } from '#net'
import { catalog } from '#nodes'
import { readBlob, writeBlob } from './binary.ts'

export type Installation = { readonly address: string; stop(): Promise<void> }

const webRoot = join(import.meta.dirname, '..', 'web', 'dist')
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }

/** How long nodes that are being executed may take to finish when the process is asked to stop. */
const stopGraceMs = 20_000

/** Puts the whole product together and starts it. The only place that knows every part. */
export async function startInstallation(settings: Settings, log: Logger, onLost: (reason: Error) => void): Promise<Installation> {
  const databases = await openDatabases(settings, { purpose: 'serve', onLost })
  const key = loadEncryptionKey(settings)
  const box = createSecretBox(key)
  const net = createNet({ denyPrivate: settings.denyPrivate })
  const runner = createCodeRunner()
  if (settings.owner !== undefined) await ensureOwner(databases, settings.owner, new Date())

  const blobs = folderBlobStore(join(settings.dataDir, 'blobs'))
  const io: DurableDeps['io'] = (live, node, signal) => ({
    http: (call) => net.request(call, signal),
    readBinary: (value) => readBlob(blobs, value),
    writeBinary: (bytes, about) => writeBlob(blobs, bytes, about),
    connection: async (kind) => {
      const reference = node.node.connections?.[kind]
      if (reference === undefined) return undefined
      const scope = { db: databases, workspaceId: live.workflow.workspaceId, actorId: null, now: new Date(), box }
      const found = await connectionValues(scope, { ...reference, kind })
      if (found !== undefined) return found.values
      throw new NodeError(
        `The connection "${reference.name}" of the kind "${kind}" is not here. Make it, or choose another one in the node.`,
        { retryable: false },
      )
    },
  })
  const executions = new Executions({
    db: databases,
    log,
    catalog,
    publicUrl: settings.publicUrl,
    timezone: settings.timezone,
    environment: settings.workflowEnvironment,
    // A key of its own, so that an address to resume an execution tells nothing about the installation's key.
    secret: createHmac('sha256', key).update('resume addresses').digest(),
    io,
    runCode: runner.run,
  })
  const server = await createServer({
    settings: {
      host: settings.host,
      port: settings.port,
      publicUrl: settings.publicUrl,
      version,
      ...(existsSync(webRoot) ? { webRoot } : {}),
    },
    databases,
    log,
    authenticate: authenticateWith(databases),
    routes: [
      ...sessionRoutes({ version }),
      ...apiKeyRoutes,
      ...connectionRoutes({ box }),
      ...workflowRoutes({ catalog, publicUrl: settings.publicUrl, timezone: settings.timezone }),
      ...executionRoutes(executions),
    ],
    extend: (app) =>
      registerWebhooks(app, {
        executions,
        databases,
        box,
        blobs: { write: (bytes, about) => writeBlob(blobs, bytes, about), read: (value) => readBlob(blobs, value) },
        publicUrl: settings.publicUrl,
      }),
  })
  executionMetrics(executions, server.metrics)

  const relay = startRelay(databases, auditSubscriptions)
  const hearing = [await hearWorkflows(databases), await watchRevocations(databases)]
  await executions.start()
  const address = await server.listen()
  return {
    address,
    stop: async () => {
      server.drain()
      await server.close()
      await executions.stop(stopGraceMs)
      for (const stopHearing of hearing) await stopHearing()
      await relay.stop()
      await runner.close()
      await net.close()
      await databases.close()
    },
  }
}
