import type { NodeCall } from '@steward/sdk/node'
import { readFieldList } from '#engine/data'
import { flag, text } from '../parameter.ts'
import type { SplitOutRule } from './split-out-item.ts'

/** The rule as the Split Out node stores it. Item Lists stores the same with other lists of names. */
export function readSplitOutRule(call: NodeCall, index: number): SplitOutRule {
  return {
    fields: readFieldList(call.param('fieldToSplitOut', index, '')).map((name) => name.replace(/^\$json\./, '')),
    targets: readFieldList(call.param('options.destinationFieldName', index, '')),
    include: text(call, 'include', index, 'noOtherFields') as SplitOutRule['include'],
    otherNames: readFieldList(call.param('fieldsToInclude', index, '')),
    dots: !flag(call, 'options.disableDotNotation', index),
    includeBinary: flag(call, 'options.includeBinary', index),
  }
}
