import { defineNode, type Item, type NodeCall } from '@steward/sdk/node'
import { readFieldList } from '#engine/data'
import { flag, text } from '../parameter.ts'
import { passOn } from '../pass-on.ts'
import { type DuplicateRule, removeDuplicates } from './remove-duplicates.ts'
import { parameters } from './schema.ts'
import { forgetSeen, keepUnseen } from './seen-before.ts'

export default defineNode({
  type: 'remove_duplicates',
  title: 'Remove duplicates',
  description: 'Removes items that are there twice, now or in earlier executions.',
  category: 'transform',
  icon: 'copy-minus',
  n8n: [{ type: 'n8n-nodes-base.removeDuplicates', versions: [1, 1.1, 2] }],
  parameters,
  effect: 'pure',
  usesStaticData: ({ parameters }) => remembers(parameters['operation']),
  outputs: ({ version, parameters }) =>
    version >= 2 && parameters['operation'] === 'removeItemsSeenInPreviousExecutions'
      ? [
          { name: 'kept', label: 'Kept' },
          { name: 'discarded', label: 'Discarded' },
        ]
      : [{ name: 'main' }],
  execute,
})

const remembers = (operation: unknown) => operation !== undefined && operation !== 'removeDuplicateInputItems'

function execute(call: NodeCall): Item[][] {
  const operation = text(call, 'operation', 0, 'removeDuplicateInputItems')
  if (call.node.version >= 2 && operation === 'removeItemsSeenInPreviousExecutions') return keepUnseen(call)
  if (call.node.version >= 2 && operation === 'clearDeduplicationHistory') {
    forgetSeen(call)
    return [call.items.map((item, index) => passOn(item, index))]
  }
  return [removeDuplicates(call.items, readRule(call))]
}

function readRule(call: NodeCall): DuplicateRule {
  const compare = text(call, 'compare', 0, 'allFields') as DuplicateRule['compare']
  return {
    compare,
    names: readFieldList(call.param(compare === 'selectedFields' ? 'fieldsToCompare' : 'fieldsToExclude', 0, '')),
    dots: !flag(call, 'options.disableDotNotation', 0),
    removeOtherFields: flag(call, 'options.removeOtherFields', 0),
    types: call.node.version > 1 ? 'oneOrNull' : 'one',
  }
}
