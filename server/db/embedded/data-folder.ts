import { accessSync, chmodSync, constants, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { StartError } from '#base/start-error'

/** Makes the data folder, closed to other users, or says in one sentence why it cannot be used. */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    const { mode, uid } = statSync(dataDir)
    // The database runs as another user then and must pass through; what lies inside is closed one by one.
    if (process.getuid?.() === 0 && uid === 0 && (mode & 0o001) === 0) chmodSync(dataDir, mode | 0o011)
  } catch (error) {
    throw explainFolder(dataDir, error)
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    // A recursive mkdir reports a read-only file system as ENOENT; the plain one tells the reason.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    await mkdir(folder, { mode: 0o700 })
  }
}

export function explainFolder(folder: string, error: unknown): Error {
  if (error instanceof StartError) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const sentences: Record<string, string> = {
    EACCES: `The data folder ${folder} is not writable for this user; give it to the user, or set STEWARD_DATA_DIR to another folder.`,
    EPERM: `The data folder ${folder} is not writable for this user; give it to the user, or set STEWARD_DATA_DIR to another folder.`,
    EROFS: `The data folder ${folder} is on a read-only file system; set STEWARD_DATA_DIR to a folder that can be written.`,
    ENOSPC: fullDisk(folder),
    EDQUOT: fullDisk(folder),
    ENOTDIR: `The data folder ${folder} cannot be made, because a part of its path is a file; set STEWARD_DATA_DIR to another folder.`,
    EEXIST: `The data folder ${folder} is a file; set STEWARD_DATA_DIR to a folder.`,
  }
  const sentence = sentences[code]
  return sentence === undefined
    ? new Error(`data folder ${folder}: ${message}`, { cause: error })
    : new StartError(sentence, { cause: error })
}

export function fullDisk(folder: string): string {
  return `The disk that holds the data folder ${folder} is full; free some space and start again. Nothing that was stored is lost.`
}
