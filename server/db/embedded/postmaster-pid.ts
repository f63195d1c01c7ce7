import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What a running server writes about itself into its cluster. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly socketFolder: string }

/**
 * The server that runs on this cluster, whoever started it. A file that only
 * names a process which is something else now (its number was given again, as
 * happens in containers) is removed, because PostgreSQL would refuse to start;
 * the file of a living server is never touched.
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const file = join(cluster, 'postmaster.pid')
  const { pid, port, socketFolder } = parse(file) ?? {}
  if (pid === undefined || port === undefined || socketFolder === undefined || !isAlive(pid)) return undefined
  if (isPostgres(pid)) return { pid, port, socketFolder }
  rmSync(file, { force: true })
  return undefined
}

function parse(file: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Math.abs(Number(lines[0]))
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), socketFolder: (lines[4] ?? '').trim() } : undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A dead process whose parent has not asked for it yet still answers signals. In containers without an init that lasts. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function isPostgres(pid: number): boolean {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
    if (process.platform === 'win32') return true
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes('postgres')
  } catch {
    return true
  }
}
