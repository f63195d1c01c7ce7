import { defineErrors } from '#base/error'

export const nodeListError = defineErrors('node_list', {
  unknown: ['not_found', 'Nodes of the type "{type}" have no list "{name}".'],
  unreadable: ['unavailable', '{reason}'],
})
