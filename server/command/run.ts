import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Item } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { originalId, readWorkflowFile } from '#engine/document'
import { type LocalOutside, type LocalResult, recordsInOrder, runLocally } from '#engine/host'
import { catalog } from '#nodes'
import { openOutside } from './outside.ts'

/** Longer waits end the execution as `waiting`. */
const maxWaitMs = 65_000
/** Files executed side by side; their lines are printed in the order of the files. */
const parallel = 4

type Line = Readonly<Record<string, unknown>> & { readonly status: string }
type Options = { readonly items: readonly Item[] | undefined; readonly offline: boolean; readonly json: boolean }

/** `steward run <file or folder>… [--input <json or @file>] [--json] [--offline]` */
export async function runCommand(argv: string[]): Promise<number> {
  const parsed = readArguments(argv)
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\nusage: steward run <file or folder>… [--input <json or @file>] [--json] [--offline]\n`)
    return 2
  }
  const { files, options } = parsed
  const documents = files.flatMap((file) => readFile(file))
  const byId = new Map(
    documents.flatMap((one) => ('document' in one && one.id !== undefined ? [[one.id, one.document] as const] : [])),
  )
  const outside = await openOutside({ catalog, offline: options.offline, findWorkflow: (id) => byId.get(id) })

  const statuses: string[] = []
  try {
    await inOrder(
      documents,
      (one) => ('document' in one ? runOne(outside.local, one, options) : Promise.resolve(invalidLine(one))),
      (line) => {
        statuses.push(line.status)
        process.stdout.write(options.json ? `${JSON.stringify(line)}\n` : describeLine(line))
      },
    )
  } finally {
    await outside.close()
  }
  return statuses.some((status) => status !== 'completed' && status !== 'waiting') ? 1 : 0
}

function readArguments(argv: string[]): { files: string[]; options: Options } | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        input: { type: 'string' },
        json: { type: 'boolean', default: false },
        offline: { type: 'boolean', default: false },
      },
    })
    if (positionals.length === 0) return 'Name at least one workflow file or folder.'
    const missing = positionals.find((path) => !existsSync(path))
    if (missing !== undefined) return `There is no file or folder "${missing}".`
    const items = values.input === undefined ? undefined : readItems(values.input)
    if (typeof items === 'string') return items
    return { files: positionals.flatMap(filesOf), options: { items, offline: values.offline, json: values.json } }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Items from JSON: an object is one item, an array is one item each; `{json: …}` is taken as an item. */
function readItems(input: string): Item[] | string {
  const text = input.startsWith('@') ? readFileSync(input.slice(1), 'utf8') : input
  try {
    const value = JSON.parse(text) as unknown
    const list = Array.isArray(value) ? value : [value]
    return list.map((one) => (isItem(one) ? one : { json: one as Item['json'] }))
  } catch (error) {
    return `--input is not JSON: ${error instanceof Error ? error.message : String(error)}`
  }
}

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && typeof (value as { json?: unknown }).json === 'object'

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => join(path, name))
}

type Readable = { readonly file: string; readonly document: WorkflowDocument; readonly id: string | undefined }
type Unreadable = { readonly file: string; readonly problem: string }

function readFile(file: string): (Readable | Unreadable)[] {
  const text = readFileSync(file, 'utf8')
  const read = readWorkflowFile(text, catalog)
  if ('problem' in read) return [{ file, problem: read.problem }]
  return read.workflows.map(({ document }) => ({ file, document, id: originalId(document) }))
}

const invalidLine = ({ file, problem }: Unreadable): Line => ({
  file,
  status: 'invalid',
  order: [],
  nodes: {},
  error: { message: problem },
})

async function runOne(outside: LocalOutside, { file, document }: Readable, options: Options): Promise<Line> {
  const result = await runLocally(outside, {
    document,
    maxWaitMs,
    usePins: true,
    ...(options.items === undefined ? {} : { items: options.items }),
  })
  const { plan, state } = result.live
  const nameOf = (index: number) => plan.nodes[index]?.node.name ?? ''
  const nodes: Record<string, unknown[]> = Object.create(null) as Record<string, unknown[]>
  for (const record of state.records) {
    const { status, outputs, durationMs, error } = record
    ;(nodes[nameOf(record.node)] ??= []).push({ status, outputs, durationMs, ...(error === null ? {} : { error }) })
  }
  return {
    file,
    status: result.status,
    order: recordsInOrder(result.live).map((record) => nameOf(record.node)),
    nodes,
    error: result.error,
    ...(result.answer === undefined ? {} : { answer: result.answer }),
  }
}

function describeLine(line: Line): string {
  const { file, status, order, error } = line as unknown as {
    file: string
    status: LocalResult['status']
    order: string[]
    error: LocalResult['error']
  }
  const why = error === null ? '' : `\n    ${error.node == null ? '' : `${error.node}: `}${error.message}`
  return `${status.padEnd(10)} ${file}  ${order.join(' → ')}${why}\n`
}

/** Runs up to `parallel` at once and hands the results on in the order of the list. */
async function inOrder<T, R>(list: readonly T[], work: (one: T) => Promise<R>, done: (result: R) => void): Promise<void> {
  const results: Promise<R>[] = []
  let next = 0
  for (let handed = 0; handed < list.length; handed++) {
    while (next < list.length && next < handed + parallel) results.push(work(list[next++] as T))
    done(await (results[handed] as Promise<R>))
  }
}
