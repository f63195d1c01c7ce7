import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/**
 * Where tests put a whole PostgreSQL: in memory, where the machine has enough
 * of it. A database is some hundred files, and a slow disk would take seconds
 * for what is to take milliseconds.
 */
export function quickFolder(): string {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > 2 * 1024 ** 3 ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}
