import { defineErrors } from '#base/error'

export const previewError = defineErrors('preview', {
  node_not_found: ['not_found', 'The workflow as it is stored has no such node. It may not be saved yet.'],
  file_not_found: ['not_found', 'No item of this execution carries such a file (any more).'],
})
