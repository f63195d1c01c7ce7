import type { Item, NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'
import { type AggregateAllRule, aggregateAll, aggregateFields } from './aggregate-items.ts'
import { gatherFiles } from './gather-files.ts'

type StoredField = { readonly fieldToAggregate?: string; readonly renameField?: boolean; readonly outputFieldName?: string }

/** Aggregates as the parameters of Aggregate and of Item Lists say; the lists of names differ between the two. */
export function aggregate(call: NodeCall, readNames: (path: string) => string[], requireFields = false): Item {
  const item =
    text(call, 'aggregate', 0, 'aggregateIndividualFields') === 'aggregateAllItemData'
      ? allItems(call, readNames)
      : fieldsOfItems(call, requireFields)
  if (!flag(call, 'options.includeBinaries', 0)) return item
  const binary = gatherFiles(call.items, flag(call, 'options.keepOnlyUnique', 0))
  return Object.keys(binary).length === 0 ? item : { ...item, binary }
}

function allItems(call: NodeCall, readNames: (path: string) => string[]): Item {
  const include = text(call, 'include', 0, 'allFields') as AggregateAllRule['include']
  const names = include === 'allFields' ? [] : readNames(include === 'specifiedFields' ? 'fieldsToInclude' : 'fieldsToExclude')
  return aggregateAll(call.items, { target: text(call, 'destinationFieldName', 0, 'data'), include, names })
}

function fieldsOfItems(call: NodeCall, requireFields: boolean): Item {
  const stored = call.param<readonly StoredField[] | undefined>('fieldsToAggregate.fieldToAggregate', 0) ?? []
  const fields = stored.map(({ fieldToAggregate = '', renameField, outputFieldName }) => ({
    name: fieldToAggregate,
    target: renameField === true ? outputFieldName : undefined,
  }))
  return aggregateFields(call.items, fields, {
    dots: !flag(call, 'options.disableDotNotation', 0),
    mergeLists: flag(call, 'options.mergeLists', 0),
    keepMissing: flag(call, 'options.keepMissing', 0),
    requireFields,
  })
}
