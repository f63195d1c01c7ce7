import { readFileSync } from 'node:fs'
import { descendants } from '../server/test/server-process.ts'

/** Time on the CPU in milliseconds: of the process itself, and of those it has started, which is PostgreSQL. */
export type CpuTime = { readonly ownMs: number; readonly databaseMs: number }

/** What a server has used so far. Unlike time by the clock it hardly depends on what else the machine is doing. */
export function cpuTime(pid: number): CpuTime {
  return { ownMs: cpuMs(pid), databaseMs: descendants(pid).reduce((sum, one) => sum + cpuMs(one), 0) }
}

/** The kernel counts in hundredths of a second. */
const tickMs = 10

function cpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name may hold spaces and brackets; user and system time are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * tickMs
  } catch {
    // It has ended.
    return 0
  }
}
