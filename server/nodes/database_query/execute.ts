import { type Item, type JsonValue, mapItems, NodeError, type NodeCall } from '@steward/sdk/node'
import { text } from '../parameter.ts'
import { effectOf } from './effect.ts'
import { referenceIn } from './instance.ts'

const valuesMax = 1_000

/** One query for each item: an item for each row that it reads, or one that says how many rows it has changed. */
export async function execute(call: NodeCall): Promise<Item[]> {
  if (referenceIn(call.node) === undefined)
    throw new NodeError('Choose the instance to query, by its name or id.', {
      description: 'It cannot be an expression: who decides about the query has to know where it goes.',
      retryable: false,
    })
  return await mapItems(call, async (_, index) => {
    const effect = effectOf(call, index)
    const { rows, changedRows } = await call.io.queryDatabase({
      database: text(call, 'database', index).trim(),
      text: text(call, 'text', index),
      values: valuesOf(call, index),
      effect,
      ...most(call, 'maxRows', index),
      ...most(call, 'maxChangedRows', index),
    })
    return effect === 'read' ? rows.map((json) => ({ json })) : { json: { changedRows: changedRows ?? 0 } }
  })
}

function valuesOf(call: NodeCall, itemIndex: number): JsonValue[] {
  const given = call.param<unknown>('values', itemIndex, [])
  if (!Array.isArray(given) || given.length > valuesMax)
    throw new NodeError(`The values have to be a list of at most ${valuesMax}.`, { itemIndex, retryable: false })
  return given.map((one: unknown) => plain((one as { value?: unknown } | null)?.value))
}

/** What an expression made, as JSON keeps it: a time is its text. */
function plain(value: unknown): JsonValue {
  const written = JSON.stringify(value)
  return written === undefined ? null : (JSON.parse(written) as JsonValue)
}

function most(
  call: NodeCall,
  name: 'maxRows' | 'maxChangedRows',
  itemIndex: number,
): { readonly [Name in typeof name]?: number } {
  const given = call.param<unknown>(`options.${name}`, itemIndex)
  if (given === undefined || given === null || given === '') return {}
  const value = Number(given)
  if (Number.isSafeInteger(value) && value > 0) return { [name]: value }
  throw new NodeError(`"${name}" has to be a whole number from 1.`, { itemIndex, retryable: false })
}
