import { parseArgs } from 'node:util'
import type { NodeDifference, ReplayReport } from '@steward/contract/api/replay'
import { call, detailOf, keyRefused, runningInstallation, unreachable } from './installation-api.ts'

const usage = `usage: steward replay <execution id> [--version <n>] [--json]

Executes a recorded execution of the running installation again on another version of its workflow, the newest without
--version. Nothing is called and nothing stored: effects are answered from the record. Exit code: 0 same, 1 different,
2 it could not be compared.
`

type Asked = { readonly id: string; readonly version: number | undefined; readonly json: boolean }

/** `steward replay`: 0 = same, 1 = different, 2 = wrong use, or nothing to compare. */
export async function replayCommand(argv: string[]): Promise<number> {
  const asked = readArguments(argv)
  if ('usage' in asked) {
    process[asked.code === 0 ? 'stdout' : 'stderr'].write(asked.usage)
    return asked.code
  }
  const report = await askForReport(asked)
  if (typeof report === 'string') {
    process.stderr.write(`${report}\n`)
    return 2
  }
  process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : describe(report))
  return report.same ? 0 : 1
}

function readArguments(argv: string[]): Asked | { readonly usage: string; readonly code: number } {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { version: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (values.help === true) return { usage, code: 0 }
    const [id = '', ...more] = positionals
    if (id === '' || more.length > 0) return { usage, code: 2 }
    const { version, json } = values
    if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version))
      return { usage: `"${version}" is no version; versions are numbers from 1.\n\n${usage}`, code: 2 }
    return { id, version: version === undefined ? undefined : Number(version), json: json === true }
  } catch (error) {
    return { usage: `${error instanceof Error ? error.message : String(error)}\n\n${usage}`, code: 2 }
  }
}

/** The report, or a sentence that says why there is none. */
async function askForReport({ id, version }: Asked): Promise<ReplayReport | string> {
  const to = runningInstallation()
  if (to === undefined)
    return 'A replay needs an API key: make one with "steward api-key create --name replay" and set STEWARD_API_KEY to it.'
  try {
    const path = `/executions/${encodeURIComponent(id)}/replay`
    const { status, body } = await call(to, 'POST', path, version === undefined ? {} : { version })
    if (status === 401) return keyRefused(to)
    return status === 200 ? (body as ReplayReport) : `There is nothing to compare (${status}): ${detailOf(body)}`
  } catch (error) {
    return unreachable(to, error)
  }
}

function describe(report: ReplayReport): string {
  const { counts, versions, status, order, differences, limits } = report
  const total = counts.same + counts.different + counts.onlyOld + counts.onlyNew
  const lines = [
    `Execution ${report.executionId}, recorded on version ${versions.old}, replayed on version ${versions.new}:`,
    report.same ? `the same: ${total} node executions, ${status.new}.` : summary(report, total),
    ...differences.map(describeNode),
    ...(order === null ? [] : [`  order: at ${order.position} comes "${order.new}" where "${order.old}" came before`]),
    '',
    ...limits.map((limit) => `note: ${limit}`),
  ]
  return `${lines.join('\n')}\n`
}

function summary({ counts, status, error }: ReplayReport, total: number): string {
  const ends = status.old === status.new ? status.new : `${status.new} instead of ${status.old}`
  const why = error === null ? '' : ` (${error})`
  return `${counts.same} of ${total} node executions are the same; it ends as ${ends}${why}.`
}

const requests: Readonly<Record<NodeDifference['request'], string>> = {
  none: '',
  same: '',
  not_recorded: '',
  different: 'asks for something else',
  not_made: 'is an effect that the record does not know; it was not made',
}

function describeNode({ nodeName, runIndex, result, difference, request }: NodeDifference): string {
  const name = runIndex === 0 ? `"${nodeName}"` : `"${nodeName}" (${runIndex + 1})`
  const said = {
    same: '',
    different: difference === null ? 'differs' : `differs at ${difference.path}: ${difference.new} instead of ${difference.old}`,
    only_old: 'is not executed any more',
    only_new: 'is executed now',
  }[result]
  return `  ${name} ${[said, requests[request]].filter((one) => one !== '').join(', and ')}`
}
