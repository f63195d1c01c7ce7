import { type NodeCall, NodeError } from '@steward/sdk/node'
import { readFieldList } from '#engine/data'
import { flag, text } from '../parameter.ts'
import type { Summary } from './aggregations.ts'
import type { SummarizeRule } from './summarize-items.ts'

type StoredSummary = {
  readonly aggregation?: string
  readonly field?: string
  readonly includeEmpty?: boolean
  readonly separateBy?: string
  readonly customSeparator?: string
}

/** The rule as Summarize and Item Lists store it; the versions of the two differ in what they check. */
export function readSummarizeRule(
  call: NodeCall,
  generation: Pick<SummarizeRule, 'groupsAsText' | 'requireFields'>,
): SummarizeRule {
  const stored = call.param<readonly StoredSummary[] | undefined>('fieldsToSummarize.values', 0) ?? []
  const summaries = stored.map(readSummary).filter(({ field }) => field !== '')
  if (stored.length > summaries.length) {
    throw new NodeError("You need to add at least one aggregation to 'Fields to Summarize' with non empty 'Field'", {
      retryable: false,
    })
  }
  return {
    summaries,
    splitBy: readFieldList(call.param('fieldsToSplitBy', 0, '')),
    dots: !flag(call, 'options.disableDotNotation', 0),
    skipEmpty: flag(call, 'options.skipEmptySplitFields', 0),
    singleItem: text(call, 'options.outputFormat', 0, 'separateItems') === 'singleItem',
    ...generation,
  }
}

function readSummary({
  aggregation = 'count',
  field = '',
  includeEmpty = false,
  separateBy = ',',
  customSeparator = '',
}: StoredSummary): Summary {
  return {
    aggregation,
    field: String(field).trim(),
    includeEmpty,
    separator: separateBy === 'other' ? customSeparator : separateBy,
  }
}
