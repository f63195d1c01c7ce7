import { readSettings, type Settings } from '#base/settings'
import { StartError } from '#base/start-error'
import { checkDatabase } from './doctor/check-database.ts'
import { checkMachine } from './doctor/check-machine.ts'
import { checkSecurity } from './doctor/check-security.ts'
import type { Finding } from './doctor/finding.ts'

const usage = `usage: steward doctor [--security] [--json]

Looks for whatever could keep this installation from working, or with --security for what it leaves open.
Ends with 1 where something is a PROBLEM.
`

/** `steward doctor`: what could keep this installation from working, or by `--security` what it leaves open. */
export async function doctorCommand(argv: string[]): Promise<number> {
  if (argv.some((each) => each !== '--json' && each !== '--security')) {
    process.stderr.write(usage)
    return 2
  }
  const findings = await examine(argv.includes('--security') ? checkSecurity : checkWorking)
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(findings)}\n`)
  else for (const { state, subject, says } of findings) process.stdout.write(`${mark[state]} ${subject}: ${says}\n`)
  return findings.some((each) => each.state === 'broken') ? 1 : 0
}

const mark = { fine: 'ok     ', doubtful: 'WARNING', broken: 'PROBLEM' } as const

async function checkWorking(settings: Settings): Promise<Finding[]> {
  return [
    { subject: 'settings', state: 'fine', says: 'all can be used' },
    ...(await checkMachine(settings)),
    ...(await checkDatabase(settings)),
  ]
}

async function examine(check: (settings: Settings) => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check(readSettings())
  } catch (error) {
    if (error instanceof StartError) return [{ subject: 'settings', state: 'broken', says: error.message }]
    throw error
  }
}
