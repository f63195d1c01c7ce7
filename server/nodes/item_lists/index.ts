import { defineNode, type Item, type NodeCall, NodeError } from '@steward/sdk/node'
import { Type } from 'typebox'
import { readFieldList } from '#engine/data'
import { aggregate } from '../aggregate/aggregate-node.ts'
import { limitItems } from '../limit/limit-items.ts'
import { flag, number, text } from '../parameter.ts'
import { type DuplicateRule, removeDuplicates } from '../remove_duplicates/remove-duplicates.ts'
import { sort } from '../sort/sort-node.ts'
import { readSplitOutRule } from '../split_out/read-rule.ts'
import { type SplitOutRule, splitOutItem } from '../split_out/split-out-item.ts'
import { readSummarizeRule } from '../summarize/read-rule.ts'
import { summarizeItems } from '../summarize/summarize-items.ts'

export default defineNode({
  type: 'item_lists',
  title: 'Item lists',
  description: 'Splits, gathers, sorts, limits and sums up items. The newer nodes do one of these each.',
  category: 'transform',
  icon: 'list-checks',
  n8n: [{ type: 'n8n-nodes-base.itemLists', versions: [1, 2, 2.1, 2.2, 3, 3.1] }],
  parameters: Type.Object({
    operation: Type.Optional(
      Type.Union(
        [
          Type.Literal('splitOutItems', { title: 'Split out' }),
          Type.Literal('concatenateItems', { title: 'Aggregate' }),
          Type.Literal('limit', { title: 'Limit' }),
          Type.Literal('removeDuplicates', { title: 'Remove duplicates' }),
          Type.Literal('sort', { title: 'Sort' }),
          Type.Literal('summarize', { title: 'Summarize' }),
        ],
        { title: 'Operation', default: 'splitOutItems' },
      ),
    ),
  }),
  effect: 'pure',
  execute: async (call) => [await run(call)],
})

async function run(call: NodeCall): Promise<Item[]> {
  const { version } = call.node
  const operation = text(call, 'operation', 0, 'splitOutItems')
  switch (operation) {
    case 'splitOutItems':
      return call.items.flatMap((item, index) => splitOutItem(item, index, splitRule(call, index)))
    case 'aggregateItems':
    case 'concatenateItems':
      return [aggregate(call, (path) => readNames(call, path, 0), version < 2.1)]
    case 'limit':
      return limitItems(call.items, number(call, 'maxItems', 0, 1), text(call, 'keep', 0, 'firstItems') === 'lastItems')
    case 'removeDuplicates':
      return removeDuplicates(call.items, duplicateRule(call))
    case 'sort':
      return await sort(call)
    case 'summarize':
      return summarizeItems(call.items, readSummarizeRule(call, { groupsAsText: true, requireFields: version < 2.1 }))
    default:
      throw new NodeError(`Item lists cannot "${operation}".`, { retryable: false })
  }
}

/** Versions 1 and 2 store names as rows of a table, version 3 as text. */
function readNames(call: NodeCall, path: string, index: number): string[] {
  if (call.node.version >= 3) return readFieldList(call.param(path, index, ''))
  const rows = call.param<readonly { readonly fieldName?: string }[] | undefined>(`${path}.fields`, index) ?? []
  return rows.map(({ fieldName = '' }) => fieldName).filter((name) => name !== '')
}

function splitRule(call: NodeCall, index: number): SplitOutRule {
  const { version } = call.node
  const rule = { ...readSplitOutRule(call, index), otherNames: readNames(call, 'fieldsToInclude', index) }
  // Version 1 knows only one field, whatever is in its name.
  const single = version < 2 ? { fields: [text(call, 'fieldToSplitOut', index)] } : {}
  return version < 2.2
    ? { ...rule, ...single, onlyLists: version < 2 ? 'lists' : 'listsAndObjects', missingIsEmpty: version >= 2.1 }
    : rule
}

function duplicateRule(call: NodeCall): DuplicateRule {
  const compare = text(call, 'compare', 0, 'allFields') as DuplicateRule['compare']
  return {
    compare,
    names:
      compare === 'allFields' ? [] : readNames(call, compare === 'selectedFields' ? 'fieldsToCompare' : 'fieldsToExclude', 0),
    dots: !flag(call, 'options.disableDotNotation', 0),
    removeOtherFields: flag(call, 'options.removeOtherFields', 0),
    types: call.node.version >= 3.1 ? 'any' : 'one',
  }
}
