import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { keyFile, openKeys } from '#base/keyring'
import { readSettings, type Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { type BackupFolders, type BackupLock, openDatabases, writeBackup } from '#db'

/** `steward backup <file>`: the whole installation as of now, locked, without the key it is locked with; the server may be running. */
export async function backupCommand(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { 'passphrase-file': { type: 'string' } },
  })
  const [name, ...rest] = positionals
  if (name === undefined || rest.length > 0) {
    process.stderr.write('usage: steward backup <file> [--passphrase-file <file>]\n')
    return 2
  }
  const file = resolve(name)
  if (statSync(file, { throwIfNoEntry: false }) !== undefined)
    throw new StartError(`The file ${file} is there already; name a new one.`)
  const settings = readSettings()
  const databases = await openDatabases(settings, { migrate: false })
  try {
    const { id, key } = openKeys(settings).present()
    const passphrase = readPassphrase(values['passphrase-file'])
    const lock: BackupLock = passphrase === undefined ? { by: 'key', id, key } : { by: 'passphrase', passphrase }
    const { tables, files } = await writeBackup(databases, { file, keyId: id, lock, folders: backupFolders(settings) })
    process.stdout.write(`${file}: ${tables} tables and ${files} files, ${Math.ceil(statSync(file).size / 1024)} KiB\n`)
    process.stderr.write(`${advice(settings, lock.by)}\n`)
    return 0
  } finally {
    await databases.close()
  }
}

function advice(settings: Settings, by: BackupLock['by']): string {
  const place = settings.encryptionKey === undefined ? keyFile(settings.dataDir) : 'the value of STEWARD_ENCRYPTION_KEY'
  return by === 'key'
    ? `It is locked with the encryption key, which is not in it: without the key nobody can open it, you neither. Keep ${place} in another place.`
    : `It is locked with the passphrase; the secrets in it are locked with the encryption key besides, which is not in it. Keep ${place} in another place.`
}

/** The words a backup is locked with, from the first line of a file, so that they are in no list of processes. */
export function readPassphrase(path: string | undefined): string | undefined {
  if (path === undefined) return undefined
  if (!existsSync(path)) throw new StartError(`There is no file ${path} with a passphrase.`)
  const words = readFileSync(path, 'utf8').split(/\r?\n/, 1)[0] ?? ''
  if (words.length < 12) throw new StartError(`The first line of ${path} has fewer than 12 characters; take a longer passphrase.`)
  return words
}

/** Folders of the data folder that belong to a backup, by the name that it gives them. */
export function backupFolders({ dataDir }: Settings): BackupFolders {
  return {
    blobs: { path: join(dataDir, 'blobs'), read: 'after' },
    // An anchor of lines that the restored log does not have would look as if they had been taken out.
    audit: { path: join(dataDir, 'audit'), read: 'before' },
  }
}
