import { log, setLogLevel } from '#base/log'
import { readSettings, type Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import type { Databases } from '#db'
import type { Installation } from '../installation.ts'

/** A signal to the whole group comes twice at once: from the terminal, and handed on by the launcher. That is not a second wish. */
const echoMs = 500

/** `steward serve`: runs until it is told to stop. 0 = stopped as asked, 1 = could not start or lost its database. */
export async function serveCommand(): Promise<number> {
  const beganMs = performance.timeOrigin
  const stopped = Promise.withResolvers<number>()
  let databases: Databases | undefined
  let installation: Installation
  try {
    const settings = readSettings()
    setLogLevel(settings.logLevel)
    databases = await openForServing(settings, (reason) => {
      process.stderr.write(`${reason.message}\n`)
      stopped.resolve(1)
    })
    const { startInstallation } = await loadInstallation()
    installation = await startInstallation(settings, log, databases)
    const seconds = ((Date.now() - beganMs) / 1000).toFixed(1)
    process.stdout.write(
      `Steward is ready at ${settings.port === 0 ? installation.address : settings.publicUrl} (${seconds} s)\n`,
    )
  } catch (error) {
    await databases?.close()
    const sentence = startProblem(error)
    if (sentence === undefined) throw error
    process.stderr.write(`${sentence}\n`)
    return 1
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve(0))
  const code = await stopped.promise
  process.stdout.write('Stopping: nodes that are being executed are finished first. A second signal ends it at once.\n')
  const toldMs = performance.now()
  const again = () => {
    if (performance.now() - toldMs > echoMs) process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, again)
  await installation.stop()
  await databases.close()
  return code
}

async function openForServing(settings: Settings, onLost: (reason: Error) => void): Promise<Databases> {
  const { openDatabases } = await import('#db')
  // The database server starts in a process of its own while this one reads the rest of its code. What is wrong with
  // that is told by the one who waits for it.
  return openDatabases(settings, { purpose: 'serve', onLost, onStarting: () => void loadInstallation().catch(() => undefined) })
}

const loadInstallation = () => import('../installation.ts')

/** The sentence for a person, where the reason is one that only a person can remove. */
function startProblem(error: unknown): string | undefined {
  if (error instanceof StartError) return error.message
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE')
    return `The port ${port} of ${address} is taken by another program. Stop it, or choose another port with STEWARD_PORT.`
  if (code === 'EACCES' && port !== undefined)
    return `The port ${port} may not be used by this user. Choose one above 1023 with STEWARD_PORT.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address "${address ?? ''}". Check STEWARD_HOST.`
  return undefined
}
