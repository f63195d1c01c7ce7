import type { NodeGroup } from '@steward/contract/workflow'
import type { Command } from './command.ts'

type Change = Partial<Pick<NodeGroup, 'name' | 'color' | 'isCollapsed'>>

/** Names, colours, collapses or expands a group. */
export function changeGroup({ id, name }: NodeGroup, change: Change): Command {
  return {
    name: change.isCollapsed === undefined ? 'changeGroup' : change.isCollapsed ? 'collapseGroup' : 'expandGroup',
    values: { name },
    apply: (document) => ({
      ...document,
      groups: (document.groups ?? []).map((group) => (group.id === id ? { ...group, ...change } : group)),
    }),
  }
}
