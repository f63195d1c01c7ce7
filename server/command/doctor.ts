import { readSettings } from '#base/settings'
import { StartError } from '#base/start-error'
import { checkDatabase } from './doctor/check-database.ts'
import { checkMachine } from './doctor/check-machine.ts'
import type { Finding } from './doctor/finding.ts'

/** `steward doctor [--json]`: looks at everything that could keep this installation from working. Exit code 1 when something does. */
export async function doctorCommand(argv: string[]): Promise<number> {
  if (argv.some((each) => each !== '--json')) {
    process.stderr.write('usage: steward doctor [--json]\n')
    return 2
  }
  const findings = await examine()
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(findings)}\n`)
  else for (const { state, subject, says } of findings) process.stdout.write(`${mark[state]} ${subject}: ${says}\n`)
  return findings.some((each) => each.state === 'broken') ? 1 : 0
}

const mark = { fine: 'ok     ', doubtful: 'WARNING', broken: 'PROBLEM' } as const

async function examine(): Promise<Finding[]> {
  try {
    const settings = readSettings()
    return [
      { subject: 'settings', state: 'fine', says: 'all can be used' },
      ...(await checkMachine(settings)),
      ...(await checkDatabase(settings)),
    ]
  } catch (error) {
    if (error instanceof StartError) return [{ subject: 'settings', state: 'broken', says: error.message }]
    throw error
  }
}
