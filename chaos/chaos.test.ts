import { expect, test } from 'vitest'
import { quickFolder } from '../server/test/quick-folder.ts'
import { failures, reportText } from './report.ts'
import { chaosRun } from './run.ts'

/** The short form of `npm run chaos`, which prints what happens and takes as long as one likes. */
const executions = 250

test(
  `${executions} executions lose nothing and do nothing twice while processes and PostgreSQL are killed, stopped and cut off`,
  { timeout: 300_000 },
  async () => {
    const log: string[] = []
    const report = await chaosRun({
      executions,
      seed: 11,
      seconds: 30,
      // One that answers and walks, one for each of the two alone.
      roles: ['', 'http', 'worker'],
      folder: quickFolder(),
      say: (line) => log.push(line),
    })

    expect(failures(report), `${log.join('\n')}\n${reportText(report)}`).toEqual([])
    // A run in which nothing went wrong, or nothing went right, proves nothing.
    expect(report.acknowledged).toBeGreaterThanOrEqual(executions)
    expect(report.statuses['completed']).toBeGreaterThan(executions / 2)
    expect(Object.values(report.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3)
  },
)
