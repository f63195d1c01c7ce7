import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { type HubName, hubs } from '../hubs.ts'
import { parseAddressList } from './address-list.ts'
import { readSecretSources, type SecretSourceSettings } from './secret-source-settings.ts'
import { StartError } from './start-error.ts'

/** Everything a person can set from outside. `docs/configuration.md` describes each name. */
export type Settings = {
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  /** Undefined means the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined
  readonly hubDatabaseUrls: Readonly<Partial<Record<HubName, string>>>
  /** 32 bytes, or undefined for the generated key file in the data folder. */
  readonly encryptionKey: Buffer | undefined
  /** Keys that secrets may still be locked with, after the encryption key was changed. */
  readonly formerEncryptionKeys: readonly Buffer[]
  /** 32 bytes, or undefined for the generated key file in the data folder. */
  readonly auditKey: Buffer | undefined
  readonly secretSources: SecretSourceSettings
  readonly owner: { readonly email: string; readonly password: string } | undefined
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Who may say for whom they ask: addresses, ranges, `loopback`, `linklocal`, `uniquelocal`. Nobody when empty. */
  readonly trustProxy: readonly string[]
  readonly timezone: string
  /** Whose configuration counts here, such as `production`. */
  readonly environmentName: string
  readonly logLevel: LogLevel
  /** What this process does; other processes on the same database do the rest. */
  readonly roles: readonly ProcessRole[]
  /** What a scraper must send as bearer token to read `/metrics`; undefined: nothing. */
  readonly metricsToken: string | undefined
  /** Where traces go, by OTLP over HTTP; undefined: nowhere. */
  readonly otlpEndpoint: string | undefined
  /** How long a process that is told to stop still takes calls, while `/readyz` refuses already. */
  readonly drainSeconds: number
  /** How long nodes that are being executed may take to finish after that. */
  readonly graceSeconds: number
  /** Refuses calls of workflows to private addresses, such as those of this machine's network. */
  readonly denyPrivate: boolean
  readonly mail: {
    /** Undefined: mails are written to files in the data folder. May hold a password. */
    readonly smtpUrl: string | undefined
    /** `Name <address>` or an address. */
    readonly from: string
  }
  /** Names of the environment that workflows may read as `$env`, with their values. */
  readonly workflowEnvironment: Readonly<Record<string, string>>
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** `http` answers people and callers, `worker` walks executions, `scheduler` fires schedules. */
export const processRoles = ['http', 'worker', 'scheduler'] as const
export type ProcessRole = (typeof processRoles)[number]

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings from the environment, and from `.env` in the given folder
 * for names that the environment lacks. Refuses with one sentence that names
 * the setting, what it got and what it takes.
 */
export function readSettings(environment: Environment = process.env, folder: string = process.cwd()): Settings {
  const env = { ...readEnvFile(folder), ...environment }
  const read = (name: string): string | undefined => env[name]?.trim() || undefined
  const host = readHost(read('STEWARD_HOST'))
  const port = readPort(read('STEWARD_PORT'))
  const databaseUrl = readDatabaseUrl('STEWARD_DATABASE_URL', read('STEWARD_DATABASE_URL'))
  const publicUrl = readPublicUrl(read('STEWARD_PUBLIC_URL'))
  return {
    port,
    host,
    dataDir: resolve(folder, read('STEWARD_DATA_DIR') ?? '.steward'),
    databaseUrl,
    hubDatabaseUrls: readHubDatabaseUrls(env),
    encryptionKey: readKey('STEWARD_ENCRYPTION_KEY', read('STEWARD_ENCRYPTION_KEY')),
    formerEncryptionKeys: readKeys('STEWARD_FORMER_ENCRYPTION_KEYS', read('STEWARD_FORMER_ENCRYPTION_KEYS')),
    auditKey: readKey('STEWARD_AUDIT_KEY', read('STEWARD_AUDIT_KEY')),
    secretSources: readSecretSources(env),
    owner: readOwner(read('STEWARD_OWNER_EMAIL'), read('STEWARD_OWNER_PASSWORD')),
    publicUrl: publicUrl ?? defaultPublicUrl(host, port),
    trustProxy: readTrustProxy(read('STEWARD_TRUST_PROXY')),
    timezone: readTimezone(read('STEWARD_TIMEZONE')),
    environmentName: readEnvironmentName(read('STEWARD_ENVIRONMENT')),
    logLevel: readLogLevel(read('STEWARD_LOG_LEVEL')),
    roles: readRoles(env['STEWARD_ROLES'], { databaseUrl, publicUrl }),
    drainSeconds: readSeconds('STEWARD_DRAIN_SECONDS', read('STEWARD_DRAIN_SECONDS')) ?? 0,
    graceSeconds: readSeconds('STEWARD_GRACE_SECONDS', read('STEWARD_GRACE_SECONDS')) ?? 20,
    metricsToken: read('STEWARD_METRICS_TOKEN'),
    otlpEndpoint: readEndpoint('OTEL_EXPORTER_OTLP_ENDPOINT', read('OTEL_EXPORTER_OTLP_ENDPOINT')),
    denyPrivate: readSwitch('STEWARD_OUTBOUND_DENY_PRIVATE', read('STEWARD_OUTBOUND_DENY_PRIVATE')),
    mail: {
      smtpUrl: readSmtpUrl(read('STEWARD_SMTP_URL')),
      from: readMailFrom(read('STEWARD_MAIL_FROM'), publicUrl ?? defaultPublicUrl(host, port)),
    },
    workflowEnvironment: readWorkflowEnvironment(read('STEWARD_WORKFLOW_ENV'), env),
  }
}

function readEnvFile(folder: string): Environment {
  try {
    return parseEnv(readFileSync(join(folder, '.env'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new StartError(`The file ${join(folder, '.env')} cannot be read: ${(error as Error).message}.`)
  }
}

/** Secrets are named, never repeated: the sentence lands in terminals and log files. */
function refuse(name: string, got: string, takes: string): never {
  throw new StartError(`${name} is ${got}, but it takes ${takes}.`)
}

function readPort(value: string | undefined): number {
  if (value === undefined) return 4000
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    refuse('STEWARD_PORT', `"${value}"`, 'a whole number from 0 to 65535 (0 picks a free port)')
  return Number(value)
}

function readHost(value: string | undefined): string {
  if (value === undefined) return '127.0.0.1'
  if (/[\s/@]|:\/\/|\]:|^[^:]+:\d+$/.test(value)) {
    refuse('STEWARD_HOST', `"${value}"`, 'a host name or an address without scheme and port, such as 0.0.0.0')
  }
  return value
}

function readDatabaseUrl(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const takes = 'a URL such as postgres://user:password@host:5432/steward'
  const url = URL.parse(value)
  if (url === null) refuse(name, 'not a URL', takes)
  if (!/^postgres(ql)?:$/.test(url.protocol)) refuse(name, `a URL of the scheme "${url.protocol}"`, takes)
  if (url.pathname.length < 2) refuse(name, 'a URL without a database name', takes)
  // The rest of the product puts other users into this URL, which needs a host part even for a Unix socket.
  if (url.hostname === '') url.hostname = 'localhost'
  return url.href
}

function readEndpoint(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol)) refuse(name, `"${value}"`, 'a URL such as http://localhost:4318')
  return url.href
}

function readHubDatabaseUrls(env: Environment): Partial<Record<HubName, string>> {
  const urls: Partial<Record<HubName, string>> = {}
  for (const [name, value] of Object.entries(env)) {
    const hub = /^STEWARD_(.+)_DATABASE_URL$/.exec(name)?.[1]?.toLowerCase()
    if (hub === undefined || !value?.trim()) continue
    const known = hubs.find((each) => each === hub)
    if (known === undefined) throw new StartError(`${name} names a hub that does not exist; the hubs are ${hubs.join(', ')}.`)
    const url = readDatabaseUrl(name, value.trim())
    if (url !== undefined) urls[known] = url
  }
  return urls
}

function readKey(name: string, value: string | undefined): Buffer | undefined {
  if (value === undefined) return undefined
  const takes = '32 random bytes in base64 (make one with: openssl rand -base64 32)'
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) refuse(name, 'not base64', takes)
  const key = Buffer.from(value, 'base64')
  if (key.length !== 32) refuse(name, `base64 of ${key.length} bytes`, takes)
  return key
}

function readKeys(name: string, value: string | undefined): Buffer[] {
  return (value ?? '').split(',').flatMap((one) => readKey(name, one.trim() || undefined) ?? [])
}

function readOwner(email: string | undefined, password: string | undefined): Settings['owner'] {
  if (email === undefined && password === undefined) return undefined
  if (email === undefined) throw new StartError('STEWARD_OWNER_PASSWORD is set without STEWARD_OWNER_EMAIL; set both or neither.')
  if (password === undefined)
    throw new StartError('STEWARD_OWNER_EMAIL is set without STEWARD_OWNER_PASSWORD; set both or neither.')
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) refuse('STEWARD_OWNER_EMAIL', `"${email}"`, 'an e-mail address')
  return { email, password }
}

function readPublicUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '') {
    refuse('STEWARD_PUBLIC_URL', `"${value}"`, 'an http or https address without query, such as https://steward.example.com')
  }
  return url.href.replace(/\/+$/, '')
}

function defaultPublicUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

const proxyGroups = new Set(['loopback', 'linklocal', 'uniquelocal'])

function readTrustProxy(value: string | undefined): readonly string[] {
  // A proxy on this very machine may say for whom it asks; anybody else could lie.
  if (value === undefined) return ['loopback']
  if (value === 'none') return []
  const named = value.split(',').map((one) => one.trim())
  const addresses = named.filter((one) => !proxyGroups.has(one))
  const strange = addresses.some((one) => one === '') || parseAddressList(addresses.join(',')).strange.length > 0
  if (strange)
    refuse(
      'STEWARD_TRUST_PROXY',
      `"${value}"`,
      'addresses, ranges such as 10.0.0.0/8, loopback, linklocal or uniquelocal, with commas between, or none',
    )
  return named
}

function readTimezone(value: string | undefined): string {
  if (value === undefined) return Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    return refuse('STEWARD_TIMEZONE', `"${value}"`, 'an IANA time zone such as Europe/Berlin')
  }
}

function readEnvironmentName(value: string | undefined): string {
  if (value === undefined) return 'production'
  if (!/^[a-z][a-z0-9_-]{0,49}$/.test(value))
    refuse('STEWARD_ENVIRONMENT', `"${value}"`, 'a name of small letters, digits, - and _, such as production or staging')
  return value
}

function readLogLevel(value: string | undefined): LogLevel {
  if (value === undefined) return 'info'
  return logLevels.find((level) => level === value) ?? refuse('STEWARD_LOG_LEVEL', `"${value}"`, `one of ${logLevels.join(', ')}`)
}

/** Some of the roles make sense only where other processes have the rest, on a database and behind an address that all share. */
function readRoles(
  text: string | undefined,
  shared: { readonly databaseUrl: string | undefined; readonly publicUrl: string | undefined },
): readonly ProcessRole[] {
  if (text === undefined) return processRoles
  const named = text.split(',').map((one) => one.trim())
  const roles = processRoles.filter((role) => named.includes(role))
  const isClear = roles.length === named.length
  const value = JSON.stringify(text.trim())
  if (!isClear) refuse('STEWARD_ROLES', value, `one or more of ${processRoles.join(', ')}, each once, with commas between`)
  if (roles.length < processRoles.length && shared.databaseUrl === undefined)
    throw new StartError(
      `STEWARD_ROLES is ${value}, so other processes must do the rest, but the embedded database serves one process only; set STEWARD_DATABASE_URL to a PostgreSQL that all of them reach.`,
    )
  if (!roles.includes('http') && shared.publicUrl === undefined)
    throw new StartError(
      `STEWARD_ROLES is ${value}, so this process is not called itself and cannot guess by which address its workflows are; set STEWARD_PUBLIC_URL as for the processes with the role http.`,
    )
  return roles
}

function readSmtpUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const takes = 'a URL such as smtps://user:password@mail.example.com or smtp://mail.example.com:587'
  const url = URL.parse(value)
  if (url === null) refuse('STEWARD_SMTP_URL', 'not a URL', takes)
  if (!/^smtps?:$/.test(url.protocol)) refuse('STEWARD_SMTP_URL', `a URL of the scheme "${url.protocol}"`, takes)
  if (url.hostname === '' || url.search !== '' || !/^\/?$/.test(url.pathname))
    refuse('STEWARD_SMTP_URL', 'a URL without a host or with more than a host', takes)
  if (url.password !== '' && url.username === '') refuse('STEWARD_SMTP_URL', 'a URL with a password and no user', takes)
  return url.href
}

/** Without a setting the host of the installation is named; an address has no literal in it there, so that servers take it. */
function readMailFrom(value: string | undefined, publicUrl: string): string {
  const host = new URL(publicUrl).hostname
  if (value === undefined) return `Steward <steward@${/[a-z]/i.test(host) && !host.startsWith('[') ? host : 'localhost'}>`
  if (!/^(?:[^<>@"\\,;:\p{Cc}]+ <[^\s<>@,;:]+@[^\s<>@,;:]+>|[^\s<>@,;:]+@[^\s<>@,;:]+)$/u.test(value))
    refuse('STEWARD_MAIL_FROM', JSON.stringify(value), 'an address, such as steward@example.com or Steward <steward@example.com>')
  return value
}

function readSeconds(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,4}$/.test(value) || Number(value) > 3600)
    refuse(name, JSON.stringify(value), 'a whole number of seconds from 0 to 3600')
  return Number(value)
}

function readSwitch(name: string, value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false
  if (value === 'true') return true
  return refuse(name, `"${value}"`, 'true or false')
}

/** Only what is named here can be read: the environment holds the secrets of the installation itself. */
function readWorkflowEnvironment(names: string | undefined, env: Environment): Record<string, string> {
  const wanted = (names ?? '').split(',').map((name) => name.trim())
  const own = wanted.find((name) => name.startsWith('STEWARD_'))
  if (own !== undefined) refuse('STEWARD_WORKFLOW_ENV', `a list with "${own}"`, 'names that do not begin with STEWARD_')
  return Object.fromEntries(wanted.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}
