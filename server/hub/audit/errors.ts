import { defineErrors } from '#base/error'

export const auditError = defineErrors('audit', {
  bad_cursor: ['invalid', 'The value of "after" does not come from a page before.'],
  filtered_proof: ['invalid', 'JSON proves the whole log, so it takes no filters. Leave out {filters}, or ask for CSV.'],
  nothing_to_sign: ['conflict', 'There is no line to sign yet.'],
  not_signed: ['conflict', 'The audit log is broken at line {seq} and was not signed: {reason}.'],
})
