import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keyFile, type Keys, openKeys } from '#base/keyring'
import { readSettings, type Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { type BackupLock, openDatabases, readBackupHeader, restoreBackup } from '#db'
import { backupFolders, readPassphrase } from './backup.ts'

const usage = 'usage: steward restore <file> [--passphrase-file <file>] [--without-key]\n'

/** `steward restore <file>`: puts a backup into an installation that holds nothing yet. */
export async function restoreCommand(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' }, 'without-key': { type: 'boolean', default: false } },
  })
  const [name, ...rest] = positionals
  if (name === undefined || rest.length > 0) {
    process.stderr.write(usage)
    return 2
  }
  const file = resolve(name)
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  const settings = readSettings()
  const header = await readBackupHeader(file)
  const lock = lockOf(header, { settings, passphrase: readPassphrase(values['passphrase-file']) })
  // What is inside stays locked with the former key; an installation without it starts with a key of its own.
  const isKnown = knownKeys(settings)?.find(header.keyId) !== undefined
  if (!isKnown && header.by !== undefined && !values['without-key']) throw new StartError(missingKey(settings))
  // Alone: a server that is running meanwhile would see half an installation.
  const databases = await openDatabases(settings, { purpose: 'serve', migrate: false })
  try {
    const { tables, files } = await restoreBackup(databases, { file, lock, folders: backupFolders(settings) })
    process.stdout.write(`restored ${tables} tables and ${files} files as of ${header.createdAt}\n`)
    return 0
  } finally {
    await databases.close()
  }
}

type Header = Awaited<ReturnType<typeof readBackupHeader>>

function lockOf(header: Header, from: { settings: Settings; passphrase: string | undefined }): BackupLock | undefined {
  const { settings, passphrase } = from
  if (header.by === undefined) return undefined
  if (header.by === 'passphrase') {
    if (passphrase === undefined)
      throw new StartError('The backup is locked with a passphrase; name the file that holds it with --passphrase-file.')
    return { by: 'passphrase', passphrase }
  }
  const key = knownKeys(settings)?.find(header.keyId)
  if (key === undefined) throw new StartError(missingKey(settings))
  return { by: 'key', ...key }
}

/** Undefined where there is no key yet: looking for one must not make one, which would stand in the way of the former. */
function knownKeys(settings: Settings): Keys | undefined {
  return settings.encryptionKey === undefined && !existsSync(keyFile(settings.dataDir)) ? undefined : openKeys(settings)
}

function missingKey(settings: Settings): string {
  const place = settings.encryptionKey === undefined ? keyFile(settings.dataDir) : 'STEWARD_ENCRYPTION_KEY'
  return `The backup and the secrets in it were locked with an encryption key that is not here; put the key of the former installation into ${place} first. A backup that is locked with a passphrase can be restored without the key by --without-key, which gives up the stored secrets.`
}
