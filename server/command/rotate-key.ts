import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyBytes, keyFile, keyIdOf, openKeys, readKeyFile, writeKeyFile } from '#base/keyring'
import { createSecretBox } from '#base/secret-box'
import { readSettings, type Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { connectAdmin, type Databases, openDatabases, relockSecrets } from '#db'
import { record } from '#hub/audit'

/** Longer than a running process takes to see that the key file has changed. */
const heardMs = 3_000

/** `steward rotate-key`: locks every stored secret with a new encryption key; the server may be running. */
export async function rotateKeyCommand(argv: string[]): Promise<number> {
  if (argv.length > 0) {
    process.stderr.write('usage: steward rotate-key\n')
    return 2
  }
  const settings = readSettings()
  const databases = await openDatabases(settings, { migrate: false })
  try {
    const said = await alone(databases, () =>
      settings.encryptionKey === undefined ? rotateFile(settings, databases) : rotateSet(settings, databases),
    )
    process.stdout.write(`${said}\n`)
    return 0
  } finally {
    await databases.close()
  }
}

/** Of two changes at once, the key of one would be overwritten by the other, with all that it had locked. */
async function alone<T>(databases: Databases, change: () => Promise<T>): Promise<T> {
  const client = await connectAdmin(databases.adminUrl('config'), { applicationName: 'steward rotate-key' })
  try {
    const { rows } = await client.query<{ is_mine: boolean }>(
      `select pg_try_advisory_lock(hashtext('steward rotate-key')) as is_mine`,
    )
    if (rows[0]?.is_mine !== true) throw new StartError('The key is being changed already, by another steward rotate-key.')
    return await change()
  } finally {
    await client.end()
  }
}

/** The key of the data folder: made, taken into use, and the former one laid aside. Broken off at any step, it goes on from there. */
async function rotateFile(settings: Settings, databases: Databases): Promise<string> {
  const { dataDir } = settings
  const before = openKeys(settings).all()
  const isBrokenOff = before.length > 1
  if (!isBrokenOff) writeKeyFile(dataDir, [randomBytes(keyBytes), ...before.map(({ key }) => key)])
  process.stderr.write(isBrokenOff ? 'Going on with a change of the key that was broken off.\n' : 'Made a new key.\n')
  const count = await relockAll(settings, databases)
  const [present, ...former] = readKeyFile(keyFile(dataDir))
  if (present === undefined) throw new StartError(`There is no key in ${keyFile(dataDir)}.`)
  const places = former.map((key) => layAside(dataDir, key))
  writeKeyFile(dataDir, [present])
  return `${count} secrets are locked with the new key ${keyIdOf(present)}. Backups made before still need the former key, which is in ${places.join(', ')}: keep it with them, or delete it.`
}

async function rotateSet(settings: Settings, databases: Databases): Promise<string> {
  if (settings.formerEncryptionKeys.length === 0)
    throw new StartError(
      'The encryption key comes from STEWARD_ENCRYPTION_KEY: put the present one into STEWARD_FORMER_ENCRYPTION_KEYS and a new one into STEWARD_ENCRYPTION_KEY, start every process again, and then run this once more.',
    )
  const count = await relockAll(settings, databases)
  return `${count} secrets are locked with the new key ${openKeys(settings).present().id}. STEWARD_FORMER_ENCRYPTION_KEYS can be taken away; backups made before still need the former key.`
}

/** Until a whole round finds nothing: a process may still lock with the former key until it has heard of the new one. */
async function relockAll(settings: Settings, databases: Databases): Promise<number> {
  const keys = openKeys(settings)
  const box = createSecretBox(keys)
  let count = 0
  for (let isQuiet = false; !isQuiet;) {
    await new Promise((resolve) => setTimeout(resolve, heardMs))
    const round = await relockSecrets(databases, box, keys.present().id)
    isQuiet = round === 0
    count += round
  }
  const by = { actorId: null, workspaceId: null, now: new Date(), means: 'command_line' as const }
  await databases.transaction('config', (tx) =>
    record(tx, by, {
      action: 'encryption_key.changed',
      resourceType: 'installation',
      resourceId: null,
      new: { id: keys.present().id, count },
    }),
  )
  return count
}

function layAside(dataDir: string, key: Buffer): string {
  const folder = join(dataDir, 'former-keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${keyIdOf(key)}.key`)
  writeFileSync(path, `${key.toString('base64')}\n`, { mode: 0o600, flush: true })
  return path
}
