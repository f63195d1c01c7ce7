import type { WorkflowNode } from '@steward/contract/workflow'

/** What a person has to do after the import: choose connections and other workflows, whose ids are n8n's. */
export function noticesAboutNodes(nodes: readonly WorkflowNode[]): string[] {
  return [...connectionNotices(nodes), ...subWorkflowNotices(nodes)]
}

function connectionNotices(nodes: readonly WorkflowNode[]): string[] {
  const wanted = new Map<string, { readonly kind: string; readonly name: string; readonly users: string[] }>()
  for (const node of nodes) {
    for (const [kind, { id, name }] of Object.entries(node.connections ?? {})) {
      const key = JSON.stringify([kind, id, name])
      const entry = wanted.get(key) ?? { kind, name, users: [] }
      entry.users.push(`"${node.name}"`)
      wanted.set(key, entry)
    }
  }
  return [...wanted.values()].map(
    ({ kind, name, users }) =>
      `Choose a connection of kind ${kind} for ${users.join(', ')}; in n8n it was "${name}". Secrets are not part of an export.`,
  )
}

function subWorkflowNotices(nodes: readonly WorkflowNode[]): string[] {
  return nodes.flatMap((node) => {
    if (!/execute_?workflow$|toolWorkflow$/i.test(node.type)) return []
    const id = fixedId(node.parameters['workflowId'])
    if (id === undefined) return []
    return [`"${node.name}" calls the workflow ${id.slice(0, 60)} by its id in n8n; import that one too and choose it again.`]
  })
}

/** A plain id or the value of a resource locator; undefined for an expression. */
function fixedId(value: unknown): string | undefined {
  const id: unknown = typeof value === 'object' && value !== null && 'value' in value ? value.value : value
  return typeof id === 'string' && id !== '' && !id.startsWith('=') ? id : undefined
}
