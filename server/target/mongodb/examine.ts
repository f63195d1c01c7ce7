import type { Document } from 'mongodb'
import type { Analysis, Finding } from '../target.ts'
import { fieldsOf } from './classify.ts'
import { timeLeftMs } from './connection.ts'
import { toJson } from './json.ts'
import { isPlain } from './operation/check-values.ts'
import type { ChangePart, Operation } from './operation/operation.ts'
import { stagesOf } from './operation/pipeline.ts'
import { assertNoView } from './perform.ts'
import { apart, type Unit } from './run/unit.ts'

type Examined = { readonly findings: readonly Finding[]; readonly estimate: Analysis['estimate'] }

/** More documents than this are many to read for one query. */
const manyDocuments = 10_000

/** What the database says of an operation before it runs: indexes, how many documents there are and would be changed, the plan. */
export async function examine(unit: Unit, operation: Operation, line: number | null): Promise<Examined> {
  await assertNoView(unit, operation)
  const about = await aboutCollection(unit, operation.collection)
  if (operation.kind === 'change') return examineChange(unit, operation, { about, line })
  if (operation.kind === 'schema') return { findings: [], estimate: { rows: about.count, changedRows: null, plan: null } }
  const filter = 'filter' in operation ? operation.filter : firstMatch(operation)
  const findings = [...unindexed(about, { filter, name: operation.collection, line })]
  if (operation.kind === 'aggregate') findings.push(...(await lookups(unit, operation.pipeline, line)))
  return {
    findings,
    estimate: {
      rows: filter === null || isEmpty(filter) ? about.count : null,
      changedRows: null,
      plan: await planOf(unit, operation),
    },
  }
}

type About = { readonly count: number; readonly indexes: readonly Document[] }

async function aboutCollection(unit: Unit, name: string): Promise<About> {
  const collection = unit.db.collection(name)
  const count = await collection.estimatedDocumentCount(apart(unit)).catch(() => 0)
  // A collection that is not there has no indexes.
  const indexes = await collection
    .listIndexes(apart(unit))
    .toArray()
    .catch(() => [])
  return { count, indexes }
}

const isEmpty = (filter: Document): boolean => Object.keys(filter).length === 0
const leading = ({ indexes }: About): string[] => indexes.flatMap((index) => Object.keys(index['key'] as Document).slice(0, 1))

function unindexed(about: About, on: { filter: Document | null; name: string; line: number | null }): Finding[] {
  const { filter, name, line } = on
  if (filter === null || isEmpty(filter)) return []
  const fields = fieldsOf(filter)
  const first = leading(about)
  if (fields.length === 0 || fields.some((field) => first.includes(field))) return []
  return [
    {
      rule: 'unindexed_filter',
      severity: about.count > manyDocuments ? 'warning' : 'note',
      text: `No index of ${name} begins with ${fields.join(' or ')}, so all of about ${about.count} documents are read.`,
      hint: 'Ask by a field that has an index.',
      line,
    },
  ]
}

function firstMatch(operation: Operation): Document | null {
  if (operation.kind !== 'aggregate') return null
  const [first] = stagesOf(operation.pipeline)
  return first?.name === '$match' && isPlain(first.value) ? first.value : {}
}

async function lookups(unit: Unit, pipeline: readonly Document[], line: number | null): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, value } of stagesOf(pipeline)) {
    if (name !== '$lookup' || !isPlain(value) || typeof value['foreignField'] !== 'string') continue
    const about = await aboutCollection(unit, String(value['from']))
    if (leading(about).includes(value['foreignField'])) continue
    findings.push({
      rule: 'lookup_without_index',
      severity: 'warning',
      text: `No index of ${String(value['from'])} begins with ${value['foreignField']}, so all of its documents are read for each one that is joined.`,
      line,
    })
  }
  return findings
}

async function examineChange(
  unit: Unit,
  operation: Extract<Operation, { kind: 'change' }>,
  { about, line }: { about: About; line: number | null },
): Promise<Examined> {
  const findings: Finding[] = []
  let changedRows = 0
  for (const part of operation.parts) {
    changedRows += await meets(unit, operation.collection, part)
    if (part.kind === 'insert') continue
    findings.push(...unindexed(about, { filter: part.filter, name: operation.collection, line }))
    if (part.kind === 'update' && part.isUpsert && !isUnique(about, part.filter))
      findings.push({
        rule: 'upsert_without_unique_key',
        severity: 'warning',
        text: 'Two upserts at the same time can make two documents: no unique index covers the condition.',
        line,
      })
  }
  return { findings, estimate: { rows: about.count, changedRows, plan: null } }
}

async function meets(unit: Unit, name: string, part: ChangePart): Promise<number> {
  if (part.kind === 'insert') return part.documents.length
  const count = await unit.db
    .collection(name)
    .countDocuments(part.filter, { maxTimeMS: timeLeftMs(unit.connected), ...(part.isMany ? {} : { limit: 1 }) })
  return count === 0 && part.kind === 'update' && part.isUpsert ? 1 : count
}

function isUnique({ indexes }: About, filter: Document): boolean {
  const fields = Object.keys(filter)
  return indexes.some((index) => {
    const isOne = index['unique'] === true || index['name'] === '_id_'
    return isOne && Object.keys(index['key'] as Document).every((key) => fields.includes(key))
  })
}

/** The plan that the server would follow; null where it does not tell. */
async function planOf(unit: Unit, operation: Operation): Promise<unknown> {
  const collection = unit.db.collection(operation.collection)
  try {
    if (operation.kind === 'find') return planner(await collection.find(operation.filter, apart(unit)).explain('queryPlanner'))
    if (operation.kind === 'aggregate')
      return planner(await collection.aggregate([...operation.pipeline], apart(unit)).explain('queryPlanner'))
  } catch {
    return null
  }
  return null
}

const planner = (explained: Document): unknown =>
  toJson((explained['queryPlanner'] as Document | undefined)?.['winningPlan'] ?? explained['stages'] ?? null)
