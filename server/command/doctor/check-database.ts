import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { connectAdmin, type Databases, migrationStatus, openDatabases } from '#db'
import { openKeys } from '#base/keyring'
import { createSecretBox } from '#base/secret-box'
import { findUnreadable } from '#hub/connector'
import { checkExecutions } from './check-executions.ts'
import type { Finding } from './finding.ts'

const largestSkewMs = 5000

export async function checkDatabase(settings: Settings): Promise<Finding[]> {
  let databases: Databases
  try {
    databases = await openDatabases(settings, { migrate: false })
  } catch (error) {
    if (error instanceof StartError) return [{ subject: 'database', state: 'broken', says: error.message }]
    throw error
  }
  try {
    const findings: Finding[] = []
    for (const url of new Set(databases.hubs.map((hub) => databases.adminUrl(hub)))) findings.push(...(await checkServer(url)))
    const migrations = await checkMigrations(databases)
    findings.push(migrations)
    // Tables that are not there yet cannot be asked.
    if (migrations.state === 'fine') findings.push(...(await checkExecutions(databases)), await checkSecrets(settings, databases))
    return findings
  } finally {
    await databases.close()
  }
}

async function checkServer(url: string): Promise<Finding[]> {
  const client = await connectAdmin(url)
  try {
    const before = Date.now()
    const { rows } = await client.query<{ version: string; fsync: string; commit: string; now: Date; used: number; max: number }>(
      `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              clock_timestamp() as now, (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
              current_setting('max_connections')::int as max`,
    )
    const server = rows[0]
    if (server === undefined) return []
    const skewMs = Math.abs(server.now.getTime() - (before + Date.now()) / 2)
    const isDurable = server.fsync === 'on' && server.commit !== 'off'
    const subject = 'database'
    return [
      { subject, state: 'fine', says: `PostgreSQL ${server.version}` },
      isDurable
        ? { subject, state: 'fine', says: 'what is committed is on disk' }
        : {
            subject,
            state: 'broken',
            says: `fsync is ${server.fsync} and synchronous_commit is ${server.commit}; a power cut loses what was confirmed`,
          },
      skewMs <= largestSkewMs
        ? { subject, state: 'fine', says: 'its clock agrees with ours' }
        : {
            subject,
            state: 'doubtful',
            says: `its clock is ${Math.round(skewMs / 1000)} s off ours; schedules and expiries will be wrong`,
          },
      server.used < server.max * 0.8
        ? { subject, state: 'fine', says: `${server.used} of ${server.max} connections in use` }
        : {
            subject,
            state: 'doubtful',
            says: `${server.used} of ${server.max} connections in use; Steward needs up to 90 per process`,
          },
    ]
  } finally {
    await client.end()
  }
}

async function checkSecrets(settings: Settings, databases: Databases): Promise<Finding> {
  const subject = 'secrets'
  // Asking for a key that is not there would make one.
  if (settings.encryptionKey === undefined && !existsSync(join(settings.dataDir, 'encryption.key')))
    return { subject, state: 'fine', says: 'there is no encryption key yet; the first start makes one' }
  const unreadable = await findUnreadable(databases, createSecretBox(openKeys(settings)))
  if (unreadable.length === 0) return { subject, state: 'fine', says: 'the encryption key opens every stored connection' }
  return {
    subject,
    state: 'broken',
    says: `the encryption key does not open ${unreadable
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(
        ', ',
      )}${unreadable.length > 5 ? ` and ${unreadable.length - 5} more` : ''}; bring back the key they were stored with, or enter their secrets again`,
  }
}

async function checkMigrations(databases: Databases): Promise<Finding> {
  const subject = 'migrations'
  try {
    const pending = (await migrationStatus(databases)).flatMap(({ hub, pending }) =>
      pending.map(({ script }) => `${hub} ${script}`),
    )
    return pending.length === 0
      ? { subject, state: 'fine', says: 'all applied' }
      : { subject, state: 'doubtful', says: `pending until the next start: ${pending.join(', ')}` }
  } catch (error) {
    if (error instanceof StartError) return { subject, state: 'broken', says: error.message }
    throw error
  }
}
