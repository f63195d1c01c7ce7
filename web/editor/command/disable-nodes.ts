import type { Command } from './command.ts'

/** Items pass by disabled nodes unchanged. */
export function disableNodes(ids: ReadonlySet<string>, isDisabled: boolean): Command {
  return {
    name: isDisabled ? 'disableNodes' : 'enableNodes',
    values: { count: ids.size },
    apply: (document) => ({
      ...document,
      nodes: document.nodes.map((node) => {
        if (!ids.has(node.id) || (node.settings.disabled === true) === isDisabled) return node
        const { disabled: _before, ...settings } = node.settings
        return { ...node, settings: isDisabled ? { ...settings, disabled: true } : settings }
      }),
    }),
  }
}
