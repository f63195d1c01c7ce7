import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { openKeys } from '#base/keyring'
import type { Settings } from '#base/settings'
import type { Databases } from '#db'
import { openNotary } from '#hub/audit'
import { ensureOwner } from '#hub/tenant'
import { openTransport } from '#mail'
import { catalog } from '#nodes'
import { compose } from './compose.ts'

export type Installation = { readonly address: string; stop(): Promise<void> }

const webRoot = join(import.meta.dirname, '..', 'web', 'dist')
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string }

/** Puts the product together over its databases and starts it. What was opened is closed again when that fails. */
export async function startInstallation(settings: Settings, log: Logger, databases: Databases): Promise<Installation> {
  const { host, port, publicUrl, timezone, denyPrivate, workflowEnvironment, roles } = settings
  const keys = openKeys(settings)
  if (settings.owner !== undefined) await ensureOwner(databases, settings.owner, new Date())
  const mail = openTransport(settings.mail, join(settings.dataDir, 'mail'))
  if (roles.includes('worker')) log.info({ target: mail.target }, `mails go to ${mail.target}`)
  const composition = await compose({
    databases,
    log,
    catalog,
    http: {
      host,
      port,
      publicUrl,
      version,
      trustProxy: settings.trustProxy,
      metricsToken: settings.metricsToken,
      ...(existsSync(webRoot) ? { webRoot } : {}),
    },
    timezone,
    environmentName: settings.environmentName,
    denyPrivate,
    environment: workflowEnvironment,
    keys,
    secretSources: settings.secretSources,
    mail,
    roles,
    otlpEndpoint: settings.otlpEndpoint,
    blobFolder: join(settings.dataDir, 'blobs'),
    notary: openNotary(settings),
  })
  try {
    const stop = () => composition.stop(settings.graceSeconds * 1000, settings.drainSeconds * 1000)
    return { address: await composition.start(), stop }
  } catch (error) {
    await composition.stop(0)
    throw error
  }
}
