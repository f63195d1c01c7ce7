import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'

const textMax = 200_000

/**
 * Ids of nodes and notes that hold every word: in their name, type, parameters with their expressions, or notes; those
 * whose name holds them first.
 */
export function findNodes(document: WorkflowDocument, query: string, titleOf: (type: string) => string): readonly string[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const hits = document.nodes.flatMap((node) => {
    const name = node.type === stickyNoteType ? '' : node.name.toLowerCase()
    const text = `${name} ${titleOf(node.type)} ${node.type} ${textOf(node)}`.toLowerCase()
    if (!words.every((word) => text.includes(word))) return []
    return [{ id: node.id, isNamed: words.every((word) => name.includes(word)) }]
  })
  return hits.toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed)).map(({ id }) => id)
}

/** Values only: what a parameter is called is not what a person looks for. */
function textOf({ parameters, settings }: WorkflowNode): string {
  const parts: string[] = [settings.notes ?? '']
  let length = 0
  const waiting: unknown[] = [parameters]
  while (waiting.length > 0 && length < textMax) {
    const value = waiting.pop()
    if (typeof value === 'string' || typeof value === 'number') {
      parts.push(String(value))
      length += String(value).length
    } else if (typeof value === 'object' && value !== null) waiting.push(...Object.values(value))
  }
  return parts.join(' ')
}
