import { strongestEffect } from '@steward/contract/effect'
import { type Analysis, TargetError, type TargetQuery, type TouchedTable } from '../target.ts'
import { parseSql } from './parse-sql.ts'
import type { ParsedStatement } from './parse-task.ts'
import { effectOf, type ReadStatement, readStatement, strongestClass } from './read-statement.ts'
import { findingsOf } from './rule/index.ts'
import { at, namesAt, textAt } from './tree.ts'

export type ReadText = { readonly statements: readonly ReadStatement[]; readonly analysis: Analysis }

const statementsMax = 200

/**
 * Reads a text without asking the database. What is no SQL at all is refused by its sentence in the analysis. `values` is how
 * many of them there are for its placeholders.
 */
export async function readText(text: string, form: TargetQuery['form'], values = 0): Promise<ReadText> {
  try {
    const parsed = await parseSql(text)
    const statements: ReadStatement[] = []
    for (const one of parsed.statements.slice(0, statementsMax))
      statements.push(readStatement(one, { inner: await readBody(one), values }))
    const refusal =
      refusalOfForm(parsed.statements.length, form, statements) ?? statements.find((one) => one.refusal !== null)?.refusal ?? null
    return { statements, analysis: analysisOf({ text, statements, refusal, fingerprint: parsed.fingerprint }) }
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return { statements: [], analysis: analysisOf({ text, statements: [], refusal: error.message, fingerprint: '' }) }
  }
}

function refusalOfForm(count: number, form: TargetQuery['form'], statements: readonly ReadStatement[]): string | null {
  if (count > statementsMax) return `A script has at most ${statementsMax} statements; this one has ${count}.`
  if (form === 'query' && count > 1)
    return `A query is one statement; this text has ${count}. Submit it as a script to run several.`
  const alone = statements.find((one) => one.isAlone)
  if (alone !== undefined && count > 1)
    return `${alone.kind} in this form cannot run in a transaction with other statements; submit it by itself.`
  return null
}

type PlpgsqlExpression = { readonly query: string; readonly parseMode?: number }

/** The statements that stand in a DO block. Expressions are read as a SELECT of them. */
async function readBody({ body }: ParsedStatement): Promise<ReadStatement[]> {
  const texts = expressionsIn(body).map(({ query, parseMode = 0 }) => {
    if (parseMode === 0) return query
    return `select ${parseMode >= 3 ? query.replace(/^[^:=]*:?=/, '') : query}`
  })
  if (texts.length === 0) return []
  const parsed = await parseSql(texts.join('\n;\n'))
  return parsed.statements.map((one) => readStatement(one))
}

function expressionsIn(value: unknown): PlpgsqlExpression[] {
  if (typeof value !== 'object' || value === null) return []
  const expression = (value as { PLpgSQL_expr?: PlpgsqlExpression }).PLpgSQL_expr
  return expression === undefined ? Object.values(value).flatMap(expressionsIn) : [expression]
}

type Read = {
  readonly text: string
  readonly statements: readonly ReadStatement[]
  readonly refusal: string | null
  readonly fingerprint: string
}

function analysisOf({ text, statements, refusal, fingerprint }: Read): Analysis {
  const bytes = Buffer.from(text)
  const lineAt = (place: number) => bytes.toString('utf8', 0, place).split('\n').length
  const findings = statements.flatMap((one) => findingsOf(one, lineAt))
  return {
    class: refusal === null ? strongestClass(statements.map((one) => one.class)) : 'refused',
    effect: refusal === null ? strongestEffect(statements.map(effectOf)) : 'execute',
    statements: statements.map(({ text, line, class: of, kind }) => ({ text, line, class: of, kind })),
    tables: statements.flatMap(tablesOf),
    findings: findings.slice(0, 200),
    refusal,
    fingerprint,
    estimate: null,
    undo: null,
  }
}

/** The tables and columns that the text names. A column belongs to every table that it may be of. */
function tablesOf({ relations, nodes }: ReadStatement): TouchedTable[] {
  const tables = relations.filter((one) => !one.mayBeLocal)
  const aliases = new Map(
    nodes
      .filter((one) => one.type === 'RangeVar')
      .map((one) => [textAt(at(one, 'alias')[0] ?? one, 'aliasname') || textAt(one, 'relname'), textAt(one, 'relname')]),
  )
  const columns = nodes.flatMap((node) => {
    if (node.type === 'ColumnRef') return [namesAt(node, 'fields')]
    const isTarget =
      node.type === 'ResTarget' && (node.field === 'cols' || (node.field === 'targetList' && node.parent?.type === 'UpdateStmt'))
    const owner = node.parent === null ? undefined : at(node.parent, 'relation')[0]
    return isTarget && owner !== undefined ? [[textAt(owner, 'relname'), textAt(node, 'name')]] : []
  })
  const unique = new Map(tables.map((one) => [`${one.schema ?? ''}.${one.name}.${one.access}`, one]))
  return [...unique.values()].map(({ schema, name, access }) => ({
    schema,
    name,
    access,
    columns: [...new Set(columns.flatMap((words) => columnOf(words, name, aliases, tables.length)))],
  }))
}

function columnOf(words: readonly string[], table: string, aliases: ReadonlyMap<string, string>, tables: number): string[] {
  const column = words.at(-1)
  const owner = words.at(-2)
  if (column === undefined || column === '') return []
  if (owner === undefined) return tables === 1 || column === '*' ? [column] : []
  return (aliases.get(owner) ?? owner) === table ? [column] : []
}
