import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSettings } from '#base/settings'
import { StartError } from '#base/start-error'
import { openDatabases, readBackupHeader, restoreBackup } from '#db'
import { blobFolder, keyIdOf } from './backup.ts'

/** `steward restore <file>`: puts a backup into an installation that holds nothing yet. */
export async function restoreCommand(argv: string[]): Promise<number> {
  const options = argv.filter((each) => each.startsWith('--'))
  const [name, ...rest] = argv.filter((each) => !each.startsWith('--'))
  if (name === undefined || rest.length > 0 || options.some((each) => each !== '--without-key')) {
    process.stderr.write('usage: steward restore <file> [--without-key]\n')
    return 2
  }
  const file = resolve(name)
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  const settings = readSettings()
  const header = await readBackupHeader(file)
  if (!options.includes('--without-key') && header.keyId !== (keyIdOf(settings) ?? '')) {
    const place = settings.encryptionKey === undefined ? join(settings.dataDir, 'encryption.key') : 'STEWARD_ENCRYPTION_KEY'
    throw new StartError(
      `The secrets in the backup were locked with another encryption key; put the key of the former installation into ${place} first, or give up the stored secrets with --without-key.`,
    )
  }
  // Alone: a server that is running meanwhile would see half an installation.
  const databases = await openDatabases(settings, { purpose: 'serve', migrate: false })
  try {
    const { tables, files } = await restoreBackup(databases, { file, filesFolder: blobFolder(settings) })
    process.stdout.write(`restored ${tables} tables and ${files} files as of ${header.createdAt}\n`)
    return 0
  } finally {
    await databases.close()
  }
}
