import { defineErrors } from '#base/error'

export const effectError = defineErrors('effect', {
  not_found: ['not_found', 'There is no such effect.'],
  unknown_outcome: ['invalid', 'There is no outcome "{outcome}". Use one or more of {outcomes}.'],
  unknown_class: ['invalid', 'There is no effect class "{class}". Use one or more of {classes}.'],
  unknown_choice: ['invalid', 'There is no {filter} "{value}". Use one or more of {values}.'],
  bad_cursor: ['invalid', 'The value of "after" does not come from a page before.'],
})
