import { parseArgs } from 'node:util'
import { readSettings } from '#base/settings'
import { openNotary } from '#hub/audit'
import type { AuditOptions } from './audit/audit-options.ts'
import { exportCommand } from './audit/export.ts'
import { verifyCommand } from './audit/verify.ts'

const usage = `usage: steward audit verify [<export file>] [--public-key <file>] [--checkpoints <file>] [--json]
       steward audit export (--workspace <name or id> | --installation) [--format json|csv] <file>
       steward audit public-key

verify      says of every chain whether lines were changed, are missing, and are those that were signed. With an export
            it needs no database. Trusted are the keys of the data folder, or those of --public-key. Checkpoints that
            were kept elsewhere make it see what was cut off. Exit code: 0 it holds, 1 it does not, 2 wrong use.
export      writes the audit log of a workspace into a new file; JSON holds what proves it, CSV is for spreadsheets.
public-key  prints the key that exports are verified with.
`

/** `steward audit verify|export|public-key`. */
export async function auditCommand(argv: string[]): Promise<number> {
  const asked = readArguments(argv)
  if ('usage' in asked) {
    process[asked.code === 0 ? 'stdout' : 'stderr'].write(asked.usage)
    return asked.code
  }
  if (asked.act === 'verify') return verifyCommand(asked.options)
  if (asked.act === 'export') return exportCommand(asked.options)
  process.stdout.write(openNotary(readSettings()).publicKey)
  return 0
}

type Asked = { readonly act: 'verify' | 'export' | 'public-key'; readonly options: AuditOptions }
type Refused = { readonly usage: string; readonly code: number }

/** What each takes besides a file. */
const taken = {
  verify: ['public-key', 'checkpoints', 'json'],
  export: ['workspace', 'installation', 'format'],
  'public-key': [],
} as const

function readArguments(argv: string[]): Asked | Refused {
  const refuse = (sentence: string): Refused => ({ usage: `${sentence}\n\n${usage}`, code: 2 })
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        'public-key': { type: 'string' },
        checkpoints: { type: 'string' },
        workspace: { type: 'string' },
        installation: { type: 'boolean' },
        format: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    if (values.help === true) return { usage, code: 0 }
    const [act, file, ...more] = positionals
    if (act !== 'verify' && act !== 'export' && act !== 'public-key') return { usage, code: 2 }
    const strange = Object.keys(values).find((name) => !(taken[act] as readonly string[]).includes(name))
    if (strange !== undefined) return refuse(`"${act}" takes no --${strange}.`)
    if (more.length > 0 || (act === 'public-key' && file !== undefined)) return refuse('There is a word too many.')
    const { workspace, installation = false, format, json = false } = values
    if (act === 'export') {
      if (file === undefined) return refuse('Name the file to write.')
      if ((workspace === undefined) !== installation) return refuse('Say which: --workspace <name or id>, or --installation.')
      if (format !== undefined && format !== 'json' && format !== 'csv')
        return refuse(`"${format}" is no format; json and csv are.`)
    }
    const { 'public-key': publicKey, checkpoints } = values
    return { act, options: { file, publicKey, checkpoints, workspace, installation, format, json } }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}
