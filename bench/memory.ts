import { readFileSync } from 'node:fs'
import { descendants } from '../server/test/server-process.ts'

/** Memory of a process and everything it has started, in MB. */
export const treeMemoryMb = (pid: number): number => memoryMb([pid, ...descendants(pid)])

/**
 * Memory of some processes together, in MB. Pages that several of them share are
 * counted once (proportional set size), which is what adding up resident sizes
 * gets wrong for PostgreSQL.
 */
export function memoryMb(pids: readonly number[]): number {
  const kilobytes = pids.map((one) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return Math.round(kilobytes.reduce((sum, one) => sum + one, 0) / 1024)
}
