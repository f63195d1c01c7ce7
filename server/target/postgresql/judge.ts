import type { Finding, MaskedColumn, QueryClass } from '../target.ts'
import { harmlessFunctions, whyRefused } from './known-functions.ts'
import { type Hiding, refusalOfHidden } from './hidden-columns.ts'
import { parseSql } from './parse-sql.ts'
import { type ReadStatement, readStatement, strongestClass } from './read-statement.ts'
import { type Callable, findCallables, findHidden, findRelations, type HiddenColumns, keyOf, type Relation } from './relations.ts'
import { databaseFinding } from './rule/index.ts'
import type { Session } from './session.ts'
import { namesAt, textAt } from './tree.ts'

/** What a statement is, now that the database has been asked. */
export type Verdict = {
  readonly class: QueryClass
  readonly refusal: string | null
  readonly findings: readonly Finding[]
  readonly relations: ReadonlyMap<string, Relation>
  readonly hidden: HiddenColumns
  /** Names of hidden columns that the statement may show as an expression of the wire, which does not say whence. */
  readonly hiddenNames: ReadonlySet<string>
}

const viewsDeepMax = 16
/** They hold values of the columns of all tables. */
const tellingCatalogs = /^(pg_statistic\w*|pg_stats\w*|pg_largeobject)$/

/** Judges a statement by the functions, views and columns that it really reaches in this database. */
export async function judge(session: Session, statement: ReadStatement, masked: readonly MaskedColumn[]): Promise<Verdict> {
  const hidden = await findHidden(session, masked)
  const reached = await reach(session, statement)
  const callables = await callablesOf(session, reached.statements)
  const findings: Finding[] = []
  const changes = changesBy(reached.statements, callables, findings)
  for (const one of statement.relations) {
    if (!one.mayBeLocal && one.access === 'read' && !reached.relations.has(keyOf(one)) && statement.class !== 'schema')
      findings.push(
        databaseFinding(
          'unknown_table',
          `There is no table ${one.schema === null ? '' : `${one.schema}.`}${one.name} that this login knows.`,
          statement.line,
        ),
      )
  }
  for (const one of reached.relations.values())
    if (one.kind === 'foreign')
      findings.push(databaseFinding('other_server', `${one.written} is a table of another server.`, statement.line))

  const hiding = hidingOf(statement, reached.relations, hidden)
  const refusal =
    statement.refusal ??
    refusedCall(reached.statements) ??
    (masked.length === 0 ? null : refusalByHiding({ statement, reached, hidden, callables, hiding }))
  const strongest = strongestClass([statement.class, ...(changes ? ['write' as const] : [])])
  return {
    class: refusal === null ? strongest : 'refused',
    refusal,
    findings,
    relations: reached.relations,
    hidden,
    hiddenNames: hiding?.columns ?? new Set(),
  }
}

type Reached = {
  readonly statements: readonly ReadStatement[]
  readonly relations: ReadonlyMap<string, Relation>
  readonly views: readonly { view: Relation; statement: ReadStatement | null }[]
}

/** The statement, and the definitions of the views that it reads, and of those that they read. */
async function reach(session: Session, statement: ReadStatement): Promise<Reached> {
  const relations = new Map<string, Relation>()
  const views = new Map<number, { view: Relation; statement: ReadStatement | null }>()
  let level: ReadStatement[] = [statement]
  for (let deep = 0; level.length > 0 && deep < viewsDeepMax; deep += 1) {
    const names = level.flatMap((one) => one.relations).filter((one) => !relations.has(keyOf(one)))
    const found = await findRelations(session, names)
    const next: ReadStatement[] = []
    for (const [key, relation] of found) {
      relations.set(key, relation)
      // What PostgreSQL itself comes with is known to read no tables of people.
      if (relation.kind !== 'view' || views.has(relation.id) || ['pg_catalog', 'information_schema'].includes(relation.schema))
        continue
      const definition = await readDefinition(relation, deep)
      views.set(relation.id, { view: relation, statement: definition })
      if (definition !== null) next.push(definition)
    }
    level = next
  }
  return {
    statements: [statement, ...[...views.values()].flatMap((one) => one.statement ?? [])],
    relations,
    views: [...views.values()],
  }
}

async function readDefinition({ definition }: Relation, deep: number): Promise<ReadStatement | null> {
  if (definition === null || deep + 1 >= viewsDeepMax) return null
  const [parsed] = (await parseSql(definition).catch(() => ({ statements: [] }))).statements
  return parsed === undefined ? null : readStatement(parsed)
}

async function callablesOf(session: Session, statements: readonly ReadStatement[]): Promise<Callable[]> {
  const nodes = statements.flatMap((one) => one.nodes)
  const functions = new Set(statements.flatMap((one) => one.functions.map(({ name }) => name)))
  const attributes = new Set(
    nodes.flatMap((node) => {
      if (node.type === 'ColumnRef') return namesAt(node, 'fields').slice(1)
      return node.type === 'A_Indirection' ? namesAt(node, 'indirection') : []
    }),
  )
  const operators = new Set(
    nodes.flatMap((node) => [
      ...(node.type === 'A_Expr' ? namesAt(node, 'name') : []),
      ...namesAt(node, 'operName'),
      ...namesAt(node, 'useOp'),
    ]),
  )
  const types = new Set(nodes.flatMap((node) => (node.type === 'TypeName' ? namesAt(node, 'names') : [])))
  return findCallables(session, {
    functions: [...functions],
    attributes: [...attributes],
    operators: [...operators],
    types: [...types],
  })
}

/** Whether something that the statement calls changes anything, as far as the database knows. */
function changesBy(statements: readonly ReadStatement[], callables: readonly Callable[], findings: Finding[]): boolean {
  const line = statements[0]?.line ?? null
  let changes = false
  const functions = new Map(statements.flatMap((one) => one.functions).map((one) => [`${one.schema ?? ''}.${one.name}`, one]))
  for (const { schema, name } of functions.values()) {
    const candidates = callables.filter(
      (one) => one.how === 'function' && one.name === name && (schema === null || one.schema === schema),
    )
    if (candidates.length === 0) {
      changes = true
      findings.push(
        databaseFinding('unknown_function', `The database has no function ${name}, so nobody can tell what it does.`, line),
      )
    }
  }
  const doubtful = callables.filter(
    (one) =>
      one.isVolatile &&
      !(one.schema === 'pg_catalog' && (one.how !== 'function' || harmlessFunctions.has(one.name))) &&
      isMeant(one, [...functions.values()]),
  )
  for (const name of new Set(doubtful.map((one) => one.name))) {
    changes = true
    findings.push(
      databaseFinding(
        'function_that_changes',
        `${name} may change something (it is VOLATILE), so the statement is no plain read.`,
        line,
      ),
    )
  }
  return changes
}

/** A function that was named with another schema is not the one that is called. */
const isMeant = (one: Callable, called: readonly { schema: string | null; name: string }[]) =>
  one.how !== 'function' || called.some(({ schema, name }) => name === one.name && (schema === null || schema === one.schema))

/** A function that nobody may call, called by a view. */
function refusedCall(statements: readonly ReadStatement[]): string | null {
  const name = statements.flatMap((one) => one.functions).find((one) => whyRefused(one.name) !== undefined)?.name
  return name === undefined ? null : `The function ${name} is refused: ${whyRefused(name)}.`
}

/** Null where the statement touches no table with hidden columns. */
function hidingOf(statement: ReadStatement, relations: ReadonlyMap<string, Relation>, hidden: HiddenColumns): Hiding | null {
  const touched = statement.relations.flatMap((one) => {
    const relation = relations.get(keyOf(one))
    return relation !== undefined && hidden.has(relation.id) ? [relation] : []
  })
  if (touched.length === 0) return null
  return {
    columns: new Set(touched.flatMap((one) => [...(hidden.get(one.id)?.numbers.values() ?? [])])),
    tables: new Set(touched.map((one) => one.name)),
    known: new Set(touched.flatMap((one) => one.columns)),
  }
}

type Doubt = {
  readonly statement: ReadStatement
  readonly reached: Reached
  readonly hidden: HiddenColumns
  readonly callables: readonly Callable[]
  readonly hiding: Hiding | null
}

function refusalByHiding({ statement, reached, hidden, callables, hiding }: Doubt): string | null {
  if (statement.root.type === 'DoStmt') return 'DO blocks are refused where columns are hidden: what they read cannot be told.'
  if (statement.root.type === 'RenameStmt' && textAt(statement.root, 'renameType') === 'OBJECT_SCHEMA')
    return 'Schemas are not renamed where columns are hidden; another name would uncover them.'
  for (const one of reached.relations.values()) {
    const table = hidden.get(one.id)
    if (table !== undefined && table.missing.length > 0)
      return `${one.written} should have the hidden column ${table.missing.join(', ')} and has not; until the settings say which column that is now, the table is refused.`
    if (one.kind === 'foreign')
      return `${one.written} is a table of another server, of which nobody here knows which columns are hidden.`
    if ((one.schema === 'pg_catalog' && tellingCatalogs.test(one.name)) || one.schema.startsWith('pg_toast'))
      return `${one.name} holds values of columns, and hidden ones would be among them; it is refused where columns are hidden.`
  }
  const called = reached.statements.flatMap((one) => one.functions)
  const unknown = called.find(({ name }) => !callables.some((one) => one.how === 'function' && one.name === name))
  if (unknown !== undefined) return `The database has no function ${unknown.name}; it is refused where columns are hidden.`
  const opaque = callables.find((one) => !one.isSelfContained && isMeant(one, called))
  if (opaque !== undefined)
    return `${opaque.schema}.${opaque.name} is code of this database, which could read hidden columns; it is refused where columns are hidden.`
  for (const { view, statement: definition } of reached.views) {
    if (definition === null)
      return `What the view ${view.written} reads cannot be told, so it is refused where columns are hidden.`
    const behind = hidingOf(definition, reached.relations, hidden)
    // Within a view no column is shown by itself: the wire names the view, not the table.
    if (behind !== null && refusalOfHidden(asPart(definition), behind) !== null)
      return `The view ${view.written} reads hidden columns, so it is refused.`
  }
  return hiding === null ? null : refusalOfHidden(statement, hiding)
}

/** The same statement seen as a part of another, which shows none of its columns. */
function asPart(statement: ReadStatement): ReadStatement {
  return { ...statement, root: { ...statement.root, type: 'a part' } }
}
