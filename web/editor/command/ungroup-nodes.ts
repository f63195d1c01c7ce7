import type { Command } from './command.ts'

/** Takes the frames away; the nodes stay. */
export function ungroupNodes(ids: ReadonlySet<string>): Command {
  return {
    name: 'ungroupNodes',
    apply: (document) => {
      const { groups = [], ...others } = document
      const left = groups.filter(({ id }) => !ids.has(id))
      if (left.length === groups.length) return document
      return left.length === 0 ? others : { ...others, groups: left }
    },
  }
}
