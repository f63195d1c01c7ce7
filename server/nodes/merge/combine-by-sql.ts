import type { Item, NodeCall } from '@steward/sdk/node'
import { runHeavy } from '../run-heavy.ts'
import type { QueryRow } from './sql/query-items.ts'
import { text } from '../parameter.ts'

const task = new URL('sql/query-items.ts', import.meta.url)

/** Runs a SELECT over the inputs, which the query sees as the tables `input1`, `input2` and so on. */
export async function combineBySql(call: NodeCall): Promise<Item[]> {
  const query = text(call, 'query', 0, 'SELECT * FROM input1 LEFT JOIN input2 ON input1.name = input2.id')
  const tables = call.inputs.map((items) => items.map((item) => item.json))
  const rows = await runHeavy<QueryRow[]>(call, task, { query, tables })
  if (rows.length === 0) {
    const answer = text(call, 'options.emptyQueryResult', 0, call.node.version < 3.2 ? 'success' : 'empty')
    return answer === 'success' ? [{ json: { success: true }, pairedItem: [] }] : []
  }
  return rows.map(({ json, pairs }) => ({ json, pairedItem: pairs }))
}
