/** `npm run chaos [-- --executions 5000 --seed 7 --minutes 5 --split]`: exit code 0 when nothing was lost, done twice or stuck. */
import { tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { failures, reportText } from './report.ts'
import { chaosRun } from './run.ts'

const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '5' },
    folder: { type: 'string', default: tmpdir() },
    split: { type: 'boolean', default: false },
  },
})
function number(name: 'executions' | 'seed' | 'minutes'): number {
  const value = Number(values[name])
  if (!Number.isFinite(value) || value <= 0) {
    process.stderr.write(`--${name} is "${values[name]}", but it takes a number above 0.\n`)
    process.exit(2)
  }
  return value
}
const options = {
  executions: Math.round(number('executions')),
  seed: Math.round(number('seed')),
  seconds: number('minutes') * 60,
  // Apart, each part of an installation can die by itself.
  roles: values.split ? ['http', 'http', 'worker', 'worker', 'scheduler'] : ['', '', 'worker'],
  folder: values.folder,
}
const began = performance.now()
process.stdout.write(`chaos: ${options.executions} executions, seed ${options.seed}\n`)
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupted.abort(new Error(`ended by ${signal}`)))
const report = await chaosRun({
  ...options,
  signal: interrupted.signal,
  say: (line) => process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}\n`),
})
process.stdout.write(`\n${reportText(report)}\n`)
const failed = failures(report)
if (failed.length > 0) {
  const again = `npm run chaos -- --executions ${options.executions} --seed ${options.seed} --minutes ${values.minutes}${values.split ? ' --split' : ''}`
  process.stdout.write(`FAILED: ${failed.join('; ')}\nthe same faults again: ${again}\n`)
}
// Connections that were cut may still be waited for; nobody needs them any more.
process.exit(failed.length === 0 ? 0 : 1)
