import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import { queryClasses, type Reach, type ResultSink, TargetError, type TargetOutcome, type TargetQuery } from '../target.ts'
import { asWritten } from './as-written.ts'
import { type Attempt, attempt, commit } from './attempt.ts'
import { Before } from './before.ts'
import { type Delivered, deliver } from './deliver.ts'
import { plainOutputs } from './hidden-columns.ts'
import { judge, type Verdict } from './judge.ts'
import { Portal } from './portal.ts'
import type { ReadStatement } from './read-statement.ts'
import { readText } from './read-text.ts'
import { begin, limit } from './session.ts'
import { at, namesAt } from './tree.ts'
import { planUndo, type UndoPlan } from './undo-plan.ts'
import { columnsOf } from './values.ts'

type Work = { readonly query: TargetQuery; readonly sink: ResultSink; readonly attempt: Attempt; readonly messages: string[] }
type Result = Omit<TargetOutcome, 'durationMs' | 'messages'>

/** Carries out what was approved, and nothing beyond it. */
export async function execute(reach: Reach, query: TargetQuery, sink: ResultSink, signal: AbortSignal): Promise<TargetOutcome> {
  const startedAt = performance.now()
  const { statements, analysis } = await readText(query.text, query.form, query.values?.length)
  if (analysis.refusal !== null) throw new TargetError('refused', analysis.refusal)
  ensureAllowed(analysis.class, query)
  ensureEffect(analysis.effect, query)
  const result = await attempt(reach, signal, async (one) => {
    const work: Work = { query, sink, attempt: one, messages: [] }
    // What a trigger has to say may hold hidden values.
    if (query.masked.length === 0)
      one.session.client.on(
        'notice',
        ({ message }) => work.messages.length < 100 && work.messages.push(String(message).slice(0, 1_000)),
      )
    const [only] = statements
    const done =
      only?.isAlone === true
        ? await runAlone(work, only)
        : query.allowed === 'read'
          ? await runReads(work, statements)
          : await runChanges(work, statements)
    return { ...done, messages: work.messages }
  })
  return { ...result, durationMs: Math.round(performance.now() - startedAt) }
}

function ensureAllowed(of: TargetQuery['allowed'], { allowed }: TargetQuery, why = ''): void {
  if (queryClasses.indexOf(of) <= queryClasses.indexOf(allowed)) return
  const words = {
    read: 'reads',
    write: 'changes rows',
    schema: 'changes the schema',
    privilege: 'changes rights or the server',
    refused: 'is refused',
  }
  throw new TargetError('stronger', `What was allowed only ${words[allowed]}; this ${words[of]}.${why === '' ? '' : ` ${why}`}`)
}

function ensureEffect(of: EffectClass, { allowedEffect }: TargetQuery): void {
  if (allowedEffect === undefined || strongestEffect([of, allowedEffect]) === allowedEffect) return
  throw new TargetError('stronger', `What was allowed is of the class ${allowedEffect}; this is of the class ${of}.`)
}

/** What the database itself knows of the statement, asked in the transaction that it runs in. */
async function ensureVerdict({ query, attempt: { session } }: Work, statement: ReadStatement): Promise<Verdict> {
  const verdict = await judge(session, statement, query.masked)
  if (verdict.refusal !== null) throw new TargetError('refused', verdict.refusal)
  ensureAllowed(verdict.class, query, verdict.findings.find((one) => /function/.test(one.rule))?.text)
  return verdict
}

/** In a transaction that cannot be made to write, which is always taken back. */
async function runReads(work: Work, statements: readonly ReadStatement[]): Promise<Result> {
  const { session } = work.attempt
  await begin(session, 'read only', work.query.limits)
  let last: Delivered = { rows: 0, bytes: 0, isTruncated: false, changed: null }
  for (const statement of statements) {
    const verdict = await ensureVerdict(work, statement)
    const isLast = statement === statements.at(-1)
    last = await run({ work, statement, verdict, sink: isLast ? work.sink : silent, isDrained: false })
    await limit(session, work.query.limits, true)
  }
  await session.ask('rollback')
  return { rows: last.rows, bytes: last.bytes, isTruncated: last.isTruncated, changedRows: null, changes: [] }
}

/** One transaction for all of it: either everything happens, and no more rows than were approved, or nothing. */
async function runChanges(work: Work, statements: readonly ReadStatement[]): Promise<Result> {
  const { query, attempt: one } = work
  const { session } = one
  await begin(
    session,
    `${query.keepsBefore ? 'isolation level repeatable read' : 'isolation level read committed'} read write`,
    query.limits,
  )
  const before = query.keepsBefore
    ? await Before.open(session, one.reach, query.limits, query.limits.changedRows ?? 100_000)
    : null
  try {
    const countedAtFirst = await countChanges(work)
    let told = 0
    let last: Delivered = { rows: 0, bytes: 0, isTruncated: false, changed: null }
    for (const statement of statements) {
      const verdict = await ensureVerdict(work, statement)
      const plan = before === null || verdict.class === 'read' ? null : await ensurePlan(work, statement, verdict)
      const sink = statement === statements.at(-1) ? work.sink : silent
      const done = await run({
        work,
        statement,
        verdict,
        sink,
        isDrained: true,
        plan,
        onKey: (key) => plan !== null && before?.touch(plan, key),
      })
      await limit(session, query.limits, true)
      last = done
      told += done.changed ?? 0
      ensureRows(Math.max(told, (await countChanges(work)) - countedAtFirst), query)
    }
    const changed = Math.max(told, (await countChanges(work)) - countedAtFirst)
    const changes = before === null ? [] : await before.changes(session)
    await query.beforeCommit?.(changes)
    one.signal.throwIfAborted()
    await commit(one)
    return { rows: last.rows, bytes: last.bytes, isTruncated: last.isTruncated, changedRows: changed, changes }
  } finally {
    await before?.close()
  }
}

/** What PostgreSQL takes in no transaction at all, such as an index that is built beside the work of others. */
async function runAlone(work: Work, statement: ReadStatement): Promise<Result> {
  const { session } = work.attempt
  const { limits } = work.query
  await begin(session, 'read only', limits)
  await ensureVerdict(work, statement)
  await session.ask('rollback')
  await limit(session, limits, false)
  await work.sink.columns([])
  await work.query.beforeCommit?.([])
  await session.ask(statement.text)
  return { rows: 0, bytes: 0, isTruncated: false, changedRows: null, changes: [] }
}

async function ensurePlan({ attempt: { session } }: Work, statement: ReadStatement, verdict: Verdict): Promise<UndoPlan> {
  const answer = await planUndo(session, statement, verdict.relations)
  if ('plan' in answer) return answer.plan
  throw new TargetError(
    'no_undo',
    `The request keeps what was before, for an undo, and this statement cannot be undone: ${answer.reason}`,
  )
}

function ensureRows(changed: number, { limits }: TargetQuery): void {
  if (limits.changedRows === null || changed <= limits.changedRows) return
  throw new TargetError(
    'too_many_rows',
    `It would change ${changed} rows, and at most ${limits.changedRows} were approved; everything was taken back.`,
  )
}

/** Rows changed in this transaction as the server counts them: with those inside a WITH, by triggers and by cascades. */
async function countChanges({ attempt: { session } }: Work): Promise<number> {
  const [row] = await session.rows(
    'select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text as changed from pg_stat_xact_user_tables',
  )
  return Number(row?.['changed'] ?? 0)
}

type Run = {
  readonly work: Work
  readonly statement: ReadStatement
  readonly verdict: Verdict
  readonly sink: ResultSink
  readonly isDrained: boolean
  readonly plan?: UndoPlan | null
  readonly onKey?: (key: readonly (string | null)[]) => void
}

async function run({ work, statement, verdict, sink, isDrained, plan = null, onKey }: Run): Promise<Delivered> {
  const { session, signal } = work.attempt
  const portal = await Portal.open(session, plan?.text ?? statement.text, (work.query.values ?? []).map(asWritten))
  const keys = plan?.keys.length ?? 0
  const shown = portal.columns.slice(0, portal.columns.length - keys)
  const columns = await columnsOf(session, shown, {
    hidden: verdict.hidden,
    // A plan shows the columns of no row.
    names: statement.root.type === 'ExplainStmt' ? new Set() : verdict.hiddenNames,
    positions: hiddenPositions(statement, verdict),
  })
  const delivered = await deliver({
    session,
    portal,
    columns,
    limits: work.query.limits,
    sink,
    signal,
    isDrained,
    ...(keys === 0 || onKey === undefined ? {} : { seen: (row) => onKey(row.slice(-keys)) }),
  })
  await portal.close()
  return delivered
}

/** Places of outputs that the text shows to be hidden columns, where no * makes them uncertain. */
function hiddenPositions(statement: ReadStatement, { hiddenNames }: Verdict): ReadonlySet<number> {
  if (statement.root.type === 'ExplainStmt') return new Set()
  const outputs = plainOutputs(statement.root)
  const parent = outputs[0]?.parent?.parent
  if (parent === undefined || parent === null || outputs.some((one) => namesAt(one, 'fields').at(-1) === '*')) return new Set()
  const targets = at(parent, parent.type === 'SelectStmt' ? 'targetList' : 'exprs')
  return new Set(
    targets.flatMap((target, place) =>
      at(target, 'val').some((one) => one.type === 'ColumnRef' && hiddenNames.has(namesAt(one, 'fields').at(-1) ?? ''))
        ? [place]
        : [],
    ),
  )
}

/** Of a script the result of its last statement is kept. */
const silent: ResultSink = { columns: () => undefined, row: () => undefined }
