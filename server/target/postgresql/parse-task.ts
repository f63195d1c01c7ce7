import { parse, parsePlPgSQL, fingerprint, SqlError } from 'libpg-query'

/** Deeper trees would overflow the stack of whoever walks them. */
const depthMax = 600
const nodesMax = 80_000

export type ParsedStatement = {
  readonly type: string
  readonly value: Readonly<Record<string, unknown>>
  readonly text: string
  /** Counts from 1. */
  readonly line: number
  /** What a DO block is made of. */
  readonly body: unknown
}

export type ParseAnswer =
  | { readonly statements: readonly ParsedStatement[]; readonly fingerprint: string }
  | { readonly problem: string; readonly line: number }

type RawStatement = {
  readonly stmt: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly stmt_location?: number
  readonly stmt_len?: number
}

/**
 * Runs in a side process: the parser is PostgreSQL's own, compiled to WebAssembly, and a text that is nested deeply
 * enough overflows its stack and leaves the module in a state that nobody knows.
 */
export default async function parseSql(text: string): Promise<ParseAnswer> {
  try {
    const tree = (await parse(text)) as unknown as { stmts?: RawStatement[] }
    ensureBounds(tree)
    const bytes = Buffer.from(text)
    const statements: ParsedStatement[] = []
    for (const raw of tree.stmts ?? []) statements.push(await statementOf(raw, bytes))
    return { statements, fingerprint: await fingerprint(text) }
  } catch (error) {
    // Any other error may have left the parser broken, so this process ends with it.
    if (!(error instanceof SqlError)) process.exit(1)
    const before = text.slice(0, error.sqlDetails?.cursorPosition ?? 0)
    return { problem: error.message, line: before.split('\n').length }
  }
}

async function statementOf(raw: RawStatement, bytes: Buffer): Promise<ParsedStatement> {
  const start = raw.stmt_location ?? 0
  const end = raw.stmt_len === undefined || raw.stmt_len === 0 ? bytes.length : start + raw.stmt_len
  // Exactly what was parsed: a place that is found in another way would be another statement.
  const statement = bytes.toString('utf8', start, end)
  const [type = '', value = {}] = Object.entries(raw.stmt)[0] ?? []
  const line = bytes.toString('utf8', 0, start).split('\n').length
  return { type, value, text: statement, line, body: type === 'DoStmt' ? await bodyOf(statement) : null }
}

async function bodyOf(text: string): Promise<unknown> {
  try {
    return await parsePlPgSQL(text)
  } catch {
    return null
  }
}

function ensureBounds(tree: object): void {
  let level: unknown[] = [tree]
  let seen = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    seen += level.length
    // Each node is two levels of objects: its name, and its fields.
    if (depth > depthMax * 2 || seen > nodesMax * 4) throw new RangeError('too deep or too large')
    level = level.flatMap((value) => Object.values(value as object).filter((one) => typeof one === 'object' && one !== null))
  }
}
