import { defineNode, NodeError, type Item, type NodeCall, type NodeView } from '@steward/sdk/node'
import { chooseBranch } from './choose-branch.ts'
import { combineByFields } from './combine-by-fields.ts'
import { combineBySql } from './combine-by-sql.ts'
import { combineAll, combineByPosition } from './combine-others.ts'
import { entriesOf } from './match-items.ts'
import { passOn } from './resolve-clash.ts'
import { parameters } from './schema.ts'
import { mergeVersion1 } from './version1.ts'
import { text } from '../parameter.ts'

const maxInputs = 10

export default defineNode({
  type: 'merge',
  title: 'Merge',
  description: 'Puts the data of several branches together once all of them have arrived.',
  category: 'flow',
  icon: 'merge',
  n8n: [{ type: 'n8n-nodes-base.merge', versions: [1, 2, 2.1, 3, 3.1, 3.2] }],
  parameters,
  effect: 'pure',
  inputs: (node) => Array.from({ length: inputCount(node) }, (_, at) => ({ name: `input${at + 1}`, label: `Input ${at + 1}` })),
  requiredInputs: (node) => (node.version >= 2 && node.parameters['mode'] === 'chooseBranch' ? [0, 1] : 1),
  execute: async (call) => [await merge(call)],
})

async function merge(call: NodeCall): Promise<Item[]> {
  if (call.node.version < 2) return mergeVersion1(call)
  const mode = text(call, 'mode', 0, 'append')
  switch (mode) {
    case 'append':
      return call.inputs.flatMap((items, input) => entriesOf(items, input)).map(passOn)
    case 'combine':
      return combine(call)
    case 'combineBySql':
      return combineBySql(call)
    case 'chooseBranch':
      return chooseBranch(call)
    default:
      throw new NodeError(`Merge has no mode "${mode}".`, { retryable: false })
  }
}

function combine(call: NodeCall): Item[] {
  const by =
    call.node.version < 3 ? text(call, 'combinationMode', 0, 'mergeByFields') : text(call, 'combineBy', 0, 'combineByFields')
  switch (by) {
    case 'mergeByFields':
    case 'combineByFields':
      return combineByFields(call)
    case 'mergeByPosition':
    case 'combineByPosition':
      return combineByPosition(call)
    case 'multiplex':
    case 'combineAll':
      return combineAll(call)
    default:
      throw new NodeError(`Merge cannot combine by "${by}".`, { retryable: false })
  }
}

function inputCount({ version, parameters }: NodeView): number {
  const count = version < 3 ? 2 : Number(parameters['numberInputs'] ?? 2)
  return Number.isInteger(count) && count >= 2 && count <= maxInputs ? count : 2
}
