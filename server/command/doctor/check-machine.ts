import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { readKeyFile } from '#base/keyring'
import type { Settings } from '#base/settings'
import { checkNames } from './check-names.ts'
import type { Finding } from './finding.ts'

const gibibyte = 1024 ** 3
const root = join(import.meta.dirname, '../../..')

export async function checkMachine(settings: Settings): Promise<Finding[]> {
  return [
    checkNode(),
    checkFolder(settings.dataDir),
    checkSpace(settings.dataDir),
    checkKey(settings),
    await checkPort(settings),
    checkWeb(),
    ...checkNames(),
  ]
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isRight = major > 24 || (major === 24 && minor >= 12)
  return {
    subject: 'node',
    state: isRight ? 'fine' : 'broken',
    says: isRight ? process.versions.node : `${process.versions.node} is too old; 24.12 or newer is needed`,
  }
}

function checkFolder(folder: string): Finding {
  const subject = 'data folder'
  const place = existsSync(folder) ? folder : dirname(folder)
  try {
    accessSync(place, constants.W_OK | constants.X_OK)
    return { subject, state: 'fine', says: existsSync(folder) ? folder : `${folder} will be made at the first start` }
  } catch {
    return { subject, state: 'broken', says: `${place} cannot be written by this user` }
  }
}

function checkSpace(folder: string): Finding {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : dirname(folder))
  const free = (bavail * bsize) / gibibyte
  return {
    subject: 'disk space',
    state: free < 0.2 ? 'broken' : free < 2 ? 'doubtful' : 'fine',
    says: `${free.toFixed(1)} GiB free for the data folder`,
  }
}

function checkKey({ encryptionKey, dataDir }: Settings): Finding {
  const subject = 'encryption key'
  if (encryptionKey !== undefined) return { subject, state: 'fine', says: 'from STEWARD_ENCRYPTION_KEY' }
  const file = join(dataDir, 'encryption.key')
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) {
    const hasData = existsSync(join(dataDir, 'postgres')) || existsSync(join(dataDir, 'postgres.location'))
    return hasData
      ? {
          subject,
          state: 'doubtful',
          says: `${file} is missing although there is a database; stored secrets need the key they were locked with`,
        }
      : { subject, state: 'fine', says: 'will be made at the first start' }
  }
  const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0
  if (isOpen)
    return { subject, state: 'broken', says: `${file} can be read by other users of this machine; run "chmod 600 ${file}"` }
  try {
    const former = readKeyFile(file).length - 1
    return { subject, state: 'fine', says: former === 0 ? file : `${file}, with ${former} former key${former === 1 ? '' : 's'}` }
  } catch (error) {
    return { subject, state: 'broken', says: (error as Error).message }
  }
}

async function checkPort({ host, port }: Settings): Promise<Finding> {
  const subject = 'port'
  const server = createServer()
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve)
    server.listen(port, host, () => resolve(undefined))
  })
  await new Promise((done) => server.close(done))
  if (error === undefined) return { subject, state: 'fine', says: `${host}:${port} is free` }
  if (error.code === 'EADDRINUSE')
    return {
      subject,
      state: 'doubtful',
      says: `${host}:${port} is in use; that is right if Steward is running, otherwise set STEWARD_PORT`,
    }
  return { subject, state: 'broken', says: `${host}:${port} cannot be used (${error.code}); set STEWARD_HOST or STEWARD_PORT` }
}

function checkWeb(): Finding {
  const subject = 'web app'
  if (!existsSync(join(root, 'web', 'index.html'))) return { subject, state: 'doubtful', says: 'its sources are not here' }
  // The one place that knows what counts as a source is the script that builds.
  const script = `import { isWebCurrent } from './scripts/build-web.mjs'; process.exit(isWebCurrent() ? 0 : 3)`
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, stdio: 'ignore' })
  return status === 0
    ? { subject, state: 'fine', says: 'built from the present sources' }
    : { subject, state: 'doubtful', says: 'older than its sources; "npm start" builds it' }
}
