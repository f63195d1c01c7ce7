import type { Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { connectAdmin, type Databases, migrationStatus, openDatabases } from '#db'
import { configValue } from '#hub/config'
import { allowedDomains, readPosture, signUpMode } from '#hub/identity'
import { checkExposure } from './check-exposure.ts'
import { checkModes } from './check-modes.ts'
import type { Finding } from './finding.ts'

/** Versions that still get corrections of security faults, with the year in which that ends. */
const maintained = { node: [24, 26, 28], postgres: { first: 15, endsIn: 2027 } }

/** What an installation leaves open that it need not, each with what to do about it. */
export async function checkSecurity(settings: Settings): Promise<Finding[]> {
  return [checkRuntime(), ...checkModes(settings), ...checkExposure(settings), ...(await checkData(settings))]
}

function checkRuntime(version = process.versions.node): Finding {
  const subject = 'node'
  const major = Number(version.split('.', 1)[0])
  return maintained.node.includes(major) || major > Math.max(...maintained.node)
    ? { subject, state: 'fine', says: version }
    : { subject, state: 'doubtful', says: `${version} gets no corrections any more; use ${maintained.node.join(' or ')}` }
}

async function checkData(settings: Settings): Promise<Finding[]> {
  let databases: Databases
  try {
    databases = await openDatabases(settings, { migrate: false })
  } catch (error) {
    if (error instanceof StartError) return [{ subject: 'database', state: 'broken', says: error.message }]
    throw error
  }
  try {
    const isEmbedded = settings.databaseUrl === undefined
    const findings = [...(await checkServers(databases, isEmbedded)), ...(await checkRoles(databases))]
    const pending = (await migrationStatus(databases)).some((hub) => hub.pending.length > 0)
    if (pending)
      return [
        ...findings,
        {
          subject: 'people and keys',
          state: 'doubtful',
          says: 'cannot be looked at before the next start has migrated the database',
        },
      ]
    return [...findings, ...(await checkPeople(databases))]
  } finally {
    await databases.close()
  }
}

type Server = { readonly version: number; readonly shown: string; readonly isSuperuser: boolean; readonly rules: string | null }

async function checkServers(databases: Databases, isEmbedded: boolean): Promise<Finding[]> {
  const urls = [...new Set(databases.hubs.map((hub) => databases.adminUrl(hub)))]
  return (await Promise.all(urls.map(async (url) => checkServer(await askServer(url), isEmbedded)))).flat()
}

async function askServer(url: string): Promise<Server> {
  const client = await connectAdmin(url)
  try {
    const { rows } = await client.query<Server>(
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_version') as shown,
              rolsuper as "isSuperuser",
              case when rolsuper then
                (select string_agg(distinct type || ' ' || coalesce(address, ''), ', ') from pg_hba_file_rules where auth_method = 'trust')
              end as rules
         from pg_roles where rolname = current_user`,
    )
    const [server] = rows
    if (server === undefined) throw new Error('the database does not know who asks')
    return server
  } finally {
    await client.end()
  }
}

function checkServer({ version, shown, isSuperuser, rules }: Server, isEmbedded: boolean): Finding[] {
  const subject = 'database'
  const { first, endsIn } = maintained.postgres
  const findings: Finding[] = [
    version < first
      ? {
          subject,
          state: 'broken',
          says: `PostgreSQL ${shown} gets no corrections any more; use ${first} (until ${endsIn}) or newer`,
        }
      : { subject, state: 'fine', says: `PostgreSQL ${shown}` },
  ]
  // The embedded one has no other user, and is reached by a socket or a port of this machine with a password.
  if (isEmbedded) return findings
  if (isSuperuser)
    findings.push({
      subject,
      state: 'doubtful',
      says: 'STEWARD_DATABASE_URL names a superuser; one with CREATEROLE that owns the database is enough',
    })
  if (rules !== null)
    findings.push({
      subject,
      state: 'broken',
      says: `it lets in without a password (pg_hba.conf: trust for ${rules}); use scram-sha-256`,
    })
  return findings
}

/** The work is done by roles that see one hub each; one that may more would make both walls useless. */
async function checkRoles(databases: Databases): Promise<Finding[]> {
  const subject = 'roles of the database'
  const asked = await Promise.all(
    databases.hubs.map(async (hub) => {
      const { rows } = await databases.pool(hub).query<{ name: string; may: boolean }>(
        `select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as may
             from pg_roles where pg_has_role(current_user, oid, 'member')`,
      )
      return rows
    }),
  )
  const strong = [...new Set(asked.flat().flatMap(({ name, may }) => (may ? [name] : [])))]
  return strong.length === 0
    ? [{ subject, state: 'fine', says: 'each hub logs in as a role that may nothing else' }]
    : [
        {
          subject,
          state: 'broken',
          says: `${strong.join(', ')} may more than a hub needs; take its attributes away with ALTER ROLE`,
        },
      ]
}

async function checkPeople(databases: Databases): Promise<Finding[]> {
  const posture = await readPosture(databases, new Date())
  const [mode, domains] = [await configValue(databases, signUpMode), await configValue(databases, allowedDomains)]
  const { administratorsWithoutSecondFactor: bare, administrators, keysWithoutExpiry, keysUnused, keysThatMayAll } = posture
  const doubt = (subject: string, isDoubtful: boolean, says: string): Finding[] =>
    isDoubtful ? [{ subject, state: 'doubtful', says }] : []
  const findings = [
    ...doubt(
      'second factor',
      bare > 0,
      `${bare} of ${administrators} administrators of the installation sign in with a password alone; each sets up an app under Settings, Security`,
    ),
    ...doubt(
      'sign-up',
      mode === 'open' && domains.length === 0,
      'everybody who finds this installation can make an account; name domains in identity.allowed_domains, or set identity.sign_up to invitation',
    ),
    ...doubt('API keys', keysWithoutExpiry > 0, `${keysWithoutExpiry} never expire; make new ones with an end and revoke these`),
    ...doubt('API keys', keysUnused > 0, `${keysUnused} were not used for 90 days; revoke what nobody needs`),
    ...doubt(
      'API keys',
      keysThatMayAll > 0,
      `${keysThatMayAll} of administrators may everything; give keys the rights they need`,
    ),
  ]
  return findings.length > 0 ? findings : [{ subject: 'people and keys', state: 'fine', says: 'nothing to say against them' }]
}
