import { stickyNoteType, type WorkflowNode } from '@steward/contract/workflow'
import { type Found, foundIn } from '#base/found'
import type { Scope } from '#db'
import { findMatches, readNodes } from './search.store.ts'
import { textsOf, toWords } from './words.ts'

/** What is larger is not read for a hit; the workflow is found, without the node that holds it. */
const nodesBytesMax = 500_000

/** Workflows by name, description, names of nodes, tags and the texts of parameters, best first. */
export async function searchWorkflows(
  { db, workspaceId }: Scope,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<Found[]> {
  const words = toWords(text)
  if (words.length === 0) return []
  const rows = await findMatches(db, { workspaceId, text, words, limit })
  const unnamed = rows.filter((row) => foundIn(row.name, text) === undefined).map(({ id }) => id)
  const nodes = await readNodes(db, { workspaceId, ids: unnamed, bytesMax: nodesBytesMax })
  return rows.map(({ id, name, description, status, updatedAt }) => {
    const byName = foundIn(name, text)
    const node = byName === undefined ? nodeOf(nodes.get(id) ?? [], text, words) : undefined
    return {
      kind: 'workflow',
      id,
      title: name,
      detail: node?.detail ?? description,
      status,
      at: updatedAt,
      nodeId: node?.id ?? null,
      score: (byName ?? (node?.isNamed === true ? 0.45 : 0.3)) * (status === 'archived' ? 0.5 : 1),
    }
  })
}

/** The node that the words were found at, by its name before by what its parameters say. */
function nodeOf(nodes: readonly WorkflowNode[], text: string, words: readonly string[]) {
  const steps = nodes.filter((node) => node.type !== stickyNoteType)
  const named = steps.find((node) => foundIn(node.name, text) !== undefined)
  if (named !== undefined) return { id: named.id, detail: named.name, isNamed: true }
  for (const node of steps) {
    const all = [...textsOf(node.parameters)]
    const said = all.find((one) => hasAll(one, words))
    if (said !== undefined || hasAll(all.join(' '), words))
      return { id: node.id, detail: said === undefined ? node.name : `${node.name}: ${excerpt(said, words)}`, isNamed: false }
  }
  return undefined
}

function hasAll(text: string, words: readonly string[]): boolean {
  const there = toWords(text)
  return words.every((word) => there.some((one) => one.startsWith(word)))
}

/** The words around the first one that was looked for. */
function excerpt(text: string, [word = '']: readonly string[]): string {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 20)
  const cut = text.slice(at, at + 80).replaceAll(/\s+/g, ' ')
  return `${at > 0 ? '…' : ''}${cut}${at + 80 < text.length ? '…' : ''}`.toWellFormed()
}
