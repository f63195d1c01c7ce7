import { strongestEffect } from '@steward/contract/effect'
import type { Analysis, Finding, Reach, Target } from '../target.ts'
import { attempt } from './attempt.ts'
import { judge, type Verdict } from './judge.ts'
import { effectOf, type ReadStatement, strongestClass } from './read-statement.ts'
import { readText } from './read-text.ts'
import { keyOf } from './relations.ts'
import { databaseFinding } from './rule/index.ts'
import { begin, type Session } from './session.ts'
import { planUndo, triggersOf } from './undo-plan.ts'

const never = new AbortController().signal
const bigTableRows = 50_000
const manyRows = 1_000
const explainedMax = 20

type Estimate = { readonly rows: number | null; readonly changedRows: number | null; readonly plan: unknown }
type Judged = {
  readonly statement: ReadStatement
  readonly verdict: Verdict
  readonly estimate: Estimate | null
  readonly findings: readonly Finding[]
  readonly undo: string | null
}

/** What a text does, as far as its tree and the database tell. Nothing of it is carried out. */
export async function analyse(
  reach: Reach,
  ...[text, form, { masked, timeoutMs }]: Parameters<Target['analyse']>
): Promise<Analysis> {
  const { statements, analysis } = await readText(text, form)
  if (analysis.refusal !== null) return analysis
  const judged = await attempt(reach, never, async ({ session }) => {
    await begin(session, 'read only', { statementMs: timeoutMs, lockMs: Math.min(timeoutMs, 2_000) })
    const all: Judged[] = []
    for (const statement of statements)
      all.push(
        await judgeOne(session, statement, {
          verdict: await judge(session, statement, masked),
          isExplained: all.length < explainedMax,
        }),
      )
    return all
  })
  return merge(analysis, judged)
}

async function judgeOne(
  session: Session,
  statement: ReadStatement,
  { verdict, isExplained }: { verdict: Verdict; isExplained: boolean },
): Promise<Judged> {
  const findings: Finding[] = [...verdict.findings]
  if (verdict.refusal !== null) return { statement, verdict, estimate: null, findings, undo: verdict.refusal }
  const canBePlanned =
    isExplained &&
    (verdict.class === 'read' || verdict.class === 'write') &&
    ['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(statement.root.type)
  // A function that may change something could run while the plan is made.
  const isSafe = !findings.some((one) => ['function_that_changes', 'unknown_function'].includes(one.rule))
  const estimate = canBePlanned && isSafe ? await explainPlan(session, statement, findings) : null
  const undo = verdict.class === 'read' ? null : await undoOf(session, statement, { verdict, findings })
  if ((estimate?.changedRows ?? 0) > manyRows)
    findings.push(
      databaseFinding(
        'many_rows_changed',
        `PostgreSQL expects about ${estimate?.changedRows} changed rows.`,
        statement.line,
        'Do it in portions, so that locks are short.',
      ),
    )
  return { statement, verdict, estimate, findings, undo }
}

type PlanNode = {
  readonly 'Node Type': string
  readonly 'Plan Rows'?: number
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

/** Never ANALYZE: that would carry it out. */
async function explainPlan(session: Session, statement: ReadStatement, findings: Finding[]): Promise<Estimate | null> {
  await session.ask('savepoint plan')
  try {
    const [row] = await session.rows(`explain (format json) ${statement.text}`)
    const [{ Plan: plan }] = JSON.parse(row?.['QUERY PLAN'] ?? '[{}]') as [{ Plan: PlanNode }]
    const nodes = nodesOf(plan)
    for (const node of nodes) {
      const name = node['Relation Name']
      if (node['Node Type'] !== 'Seq Scan' || name === undefined) continue
      const rows = await rowsOf(session, name)
      if (rows >= bigTableRows)
        findings.push(
          databaseFinding(
            'sequential_scan',
            `All of ${name} is read, about ${rows} rows.`,
            statement.line,
            'Narrow it down by a column that has an index.',
          ),
        )
    }
    // The node that changes says 0 rows; those that it is fed with are the ones that change.
    const changed = nodes.filter((one) => one['Node Type'] === 'ModifyTable').flatMap((one) => one.Plans ?? [])
    const changedRows = changed.length === 0 ? null : changed.reduce((sum, one) => sum + (one['Plan Rows'] ?? 0), 0)
    return { rows: plan['Node Type'] === 'ModifyTable' ? changedRows : (plan['Plan Rows'] ?? null), changedRows, plan }
  } catch (error) {
    await session.ask('rollback to savepoint plan')
    findings.push(
      databaseFinding('estimate_missing', `PostgreSQL makes no plan of it: ${(error as Error).message}.`, statement.line),
    )
    return null
  }
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

async function rowsOf(session: Session, name: string): Promise<number> {
  const [row] = await session.rows(
    `select max(reltuples)::bigint::text as rows from pg_class where relname = $1 and relkind in ('r', 'p')`,
    [name],
  )
  return Number(row?.['rows'] ?? 0)
}

/** Why it cannot be undone; null when it can. */
async function undoOf(
  session: Session,
  statement: ReadStatement,
  { verdict, findings }: { verdict: Verdict; findings: Finding[] },
): Promise<string | null> {
  const answer = await planUndo(session, statement, verdict.relations)
  for (const one of statement.relations) {
    const relation = verdict.relations.get(keyOf(one))
    if (one.access !== 'write' || relation === undefined || relation.kind !== 'table' || statement.class !== 'write') continue
    const triggers = await triggersOf(session, relation.id)
    if (triggers.length > 0)
      findings.push(
        databaseFinding(
          'triggers',
          `${relation.written} has triggers (${triggers.join(', ')}); what they change elsewhere is not undone.`,
          statement.line,
        ),
      )
  }
  if ('plan' in answer) return null
  const rule = /primary key/.test(answer.reason) ? 'no_key' : /cascade/.test(answer.reason) ? 'cascading_delete' : undefined
  if (rule !== undefined) findings.push(databaseFinding(rule, answer.reason, statement.line))
  return answer.reason
}

function merge(analysis: Analysis, judged: readonly Judged[]): Analysis {
  const refusal = judged.find(({ verdict }) => verdict.refusal !== null)?.verdict.refusal ?? null
  const estimates = judged.flatMap(({ estimate }) => estimate ?? [])
  const changing = judged.filter(({ verdict }) => verdict.class !== 'read')
  const reason = changing.find(({ undo }) => undo !== null)?.undo ?? null
  const changed = estimates.flatMap(({ changedRows }) => changedRows ?? [])
  const strongest = strongestClass(judged.map(({ verdict }) => verdict.class))
  return {
    ...analysis,
    class: refusal === null ? strongest : 'refused',
    effect:
      refusal === null
        ? strongestEffect(judged.map(({ statement, verdict }) => effectOf({ ...statement, class: verdict.class })))
        : 'execute',
    statements: analysis.statements.map((one, at) => ({ ...one, class: judged[at]?.verdict.class ?? one.class })),
    findings: [...analysis.findings, ...judged.flatMap((one) => one.findings)],
    refusal,
    estimate:
      estimates.length === 0
        ? null
        : {
            rows: estimates.at(-1)?.rows ?? null,
            changedRows: changed.length === 0 ? null : changed.reduce((sum, one) => sum + one, 0),
            plan: estimates.length === 1 ? estimates[0]?.plan : estimates.map(({ plan }) => plan),
          },
    undo: changing.length === 0 ? null : { isPossible: reason === null && refusal === null, reason },
  }
}
