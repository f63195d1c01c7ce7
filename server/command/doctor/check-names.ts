import { hubs } from '../../hubs.ts'
import type { Finding } from './finding.ts'

/** Read at the start of a process, by `server/base`. */
const ofServer = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'ENCRYPTION_KEY',
  'FORMER_ENCRYPTION_KEYS',
  'AUDIT_KEY',
  'SECRET_ENV',
  'AWS_SECRETS_PREFIX',
  'AWS_SECRETS_ENDPOINT',
  'VAULT_ADDR',
  'VAULT_MOUNT',
  'VAULT_PREFIX',
  'VAULT_TOKEN',
  'VAULT_TOKEN_FILE',
  'VAULT_NAMESPACE',
  'OWNER_EMAIL',
  'OWNER_PASSWORD',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'TIMEZONE',
  'ENVIRONMENT',
  'LOG_LEVEL',
  'ROLES',
  'METRICS_TOKEN',
  'DRAIN_SECONDS',
  'GRACE_SECONDS',
  'OUTBOUND_DENY_PRIVATE',
  'SMTP_URL',
  'MAIL_FROM',
  'WORKFLOW_ENV',
]
/** Read by commands that call an installation from outside. */
const ofCommands = ['URL', 'API_KEY']
const ofTests = ['CORPUS', 'SEED', 'SEEDS', 'WRITE', 'E2E_CHROMIUM', 'E2E_SHOTS', 'E2E_PICTURES']
const ofHubs = hubs.map((hub) => `${hub.toUpperCase()}_DATABASE_URL`)

const known = new Set([...ofServer, ...ofHubs, ...ofCommands, ...ofTests].map((name) => `STEWARD_${name}`))

/** A name that is misspelt has no effect, and nobody notices. */
export function checkNames(environment: Readonly<Record<string, string | undefined>> = process.env): Finding[] {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('STEWARD_') && !known.has(name))
  return unknown.map((name) => ({
    subject: 'settings',
    state: 'doubtful',
    says: `${name} is not a setting of Steward; is it misspelt?`,
  }))
}
