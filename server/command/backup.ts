import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadEncryptionKey } from '#base/secret-box'
import { readSettings, type Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { openDatabases, writeBackup } from '#db'

/** `steward backup <file>`: the whole installation as of now, except the encryption key; the server may be running. */
export async function backupCommand(argv: string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name.startsWith('-') || rest.length > 0) {
    process.stderr.write('usage: steward backup <file>\n')
    return 2
  }
  const file = resolve(name)
  if (statSync(file, { throwIfNoEntry: false }) !== undefined)
    throw new StartError(`The file ${file} is there already; name a new one.`)
  const settings = readSettings()
  const databases = await openDatabases(settings, { migrate: false })
  try {
    const { tables, files } = await writeBackup(databases, {
      file,
      keyId: keyIdOf(settings) ?? '',
      filesFolder: blobFolder(settings),
    })
    process.stdout.write(`${file}: ${tables} tables and ${files} files, ${Math.ceil(statSync(file).size / 1024)} KiB\n`)
    process.stderr.write(
      settings.encryptionKey === undefined
        ? `The encryption key is not in it, so that the file alone opens no secret. Keep ${join(settings.dataDir, 'encryption.key')} in another place.\n`
        : 'The encryption key is not in it, so that the file alone opens no secret. Keep the value of STEWARD_ENCRYPTION_KEY in another place.\n',
    )
    return 0
  } finally {
    await databases.close()
  }
}

/** Tells two keys apart without telling anything about them; undefined where there is no key yet. Makes none. */
export function keyIdOf(settings: Settings): string | undefined {
  if (settings.encryptionKey === undefined && !existsSync(join(settings.dataDir, 'encryption.key'))) return undefined
  return createHash('sha256').update('steward backup key id').update(loadEncryptionKey(settings)).digest('hex').slice(0, 16)
}

export function blobFolder(settings: Settings): string {
  return join(settings.dataDir, 'blobs')
}
