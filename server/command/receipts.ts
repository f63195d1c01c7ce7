import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { StartError } from '#base/start-error'
import { type AttestedBatch, ReceiptsFault, receiptsWritten, type ReceiptsVerdict, verifyReceipts } from '#hub/effect'
import { describeVerdict, type Named } from './audit/describe-verdict.ts'
import { trustedKeys, verifyFile } from './audit/verify.ts'

const usage = `usage: steward receipts verify <receipts file> <audit file> [--public-key <file>] [--json]

verify      says whether the receipts of an export (NDJSON) are those that the audit log of the workspace attests, and whether
            that log holds. Export the audit log (JSON) after the receipts. Needs neither a database nor a server. Trusted are
            the keys of the data folder, or those of --public-key. Exit code: 0 both hold, 1 one does not, 2 wrong use.
`

/** `steward receipts verify`. */
export async function receiptsCommand(argv: string[]): Promise<number> {
  const asked = readArguments(argv)
  if ('usage' in asked) {
    process[asked.code === 0 ? 'stdout' : 'stderr'].write(asked.usage)
    return asked.code
  }
  const { receiptsFile, auditFile, publicKey, json } = asked
  const keys = trustedKeys(publicKey)
  const { named, batches } = await readAudit(auditFile, keys)
  const verdict = await verify(receiptsFile, { workspaceId: named.verdict.chain, batches })
  process.stdout.write(
    json
      ? `${JSON.stringify({ receipts: verdict, audit: named.verdict })}\n`
      : `${describeVerdict([named], keys.size > 0)}${describe(verdict)}`,
  )
  return verdict.holds && named.verdict.holds ? 0 : 1
}

async function readAudit(
  file: string,
  keys: ReturnType<typeof trustedKeys>,
): Promise<{ named: Named; batches: Map<string, AttestedBatch> }> {
  const batches = new Map<string, AttestedBatch>()
  const [named] = await verifyFile(file, {
    keys,
    copies: [],
    see: ({ seq, action, resourceId, values }) => {
      const { digest, count } = values?.content?.metadata ?? {}
      if (action === receiptsWritten && resourceId !== null && typeof digest === 'string' && typeof count === 'number')
        batches.set(resourceId, { seq, digest, count })
    },
  })
  if (named === undefined) throw new StartError(`${file} holds no audit log.`)
  return { named, batches }
}

async function verify(file: string, attested: Parameters<typeof verifyReceipts>[1]): Promise<ReceiptsVerdict> {
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  try {
    return await verifyReceipts(file, attested)
  } catch (error) {
    throw error instanceof ReceiptsFault ? new StartError(`${file} cannot be verified. ${error.message}`) : error
  }
}

function describe({ holds, receipts, proven, older, isFiltered, faults, faultCount }: ReceiptsVerdict): string {
  const lines = [
    `Receipts: ${receipts}, of which the audit log proves ${proven}`,
    ...(older === 0 ? [] : [`  ${older} name no batch, as those do that are older than batches; nothing proves them`]),
    ...(isFiltered ? ['  the export has filters, so nothing says whether receipts are missing'] : []),
    ...faults.map(({ id, reason }) => `  WRONG ${id}: ${reason}`),
    ...(faultCount > faults.length ? [`  and ${faultCount - faults.length} more`] : []),
    holds ? 'The receipts are those that the audit log attests.' : 'The receipts are not those that the audit log attests.',
  ]
  return `${lines.join('\n')}\n`
}

type Asked = {
  readonly receiptsFile: string
  readonly auditFile: string
  readonly publicKey: string | undefined
  readonly json: boolean
}
type Refused = { readonly usage: string; readonly code: number }

function readArguments(argv: string[]): Asked | Refused {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { 'public-key': { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (values.help === true) return { usage, code: 0 }
    const [act, receiptsFile, auditFile, ...more] = positionals
    if (act !== 'verify' || receiptsFile === undefined || auditFile === undefined || more.length > 0) return { usage, code: 2 }
    return { receiptsFile, auditFile, publicKey: values['public-key'], json: values.json === true }
  } catch (error) {
    return { usage: `${error instanceof Error ? error.message : String(error)}\n\n${usage}`, code: 2 }
  }
}
