import type { NodeGroup } from '@steward/contract/workflow'
import type { Command } from './command.ts'

/** Draws a frame around nodes. A node is in one group at most: it leaves the one it was in. */
export function groupNodes(group: NodeGroup): Command {
  const own = new Set(group.nodes)
  return {
    name: 'groupNodes',
    values: { count: own.size },
    apply: (document) => {
      const left = (document.groups ?? []).flatMap((one) => {
        const nodes = one.nodes.filter((id) => !own.has(id))
        return nodes.length === 0 ? [] : [nodes.length === one.nodes.length ? one : { ...one, nodes }]
      })
      return { ...document, groups: [...left, group] }
    },
  }
}
