import { WorkflowDocument } from '@steward/contract/workflow'
import { Compile } from 'typebox/compile'
import { madeOnce } from '#base/made-once'
import { workflowError } from '../errors.ts'

const maxBytes = 10_000_000
const maxNodes = 2_000
/** Far beyond what people draw, far below what overflows a stack. */
const maxLevels = 200

/** Refuses a document that could not be executed or stored as it stands. What is merely unfinished is welcome. */
export function checkShape(document: WorkflowDocument): void {
  checkDepth(document)
  checkSize(Buffer.byteLength(JSON.stringify(document)))
  checkText(document)
  checkGraph(document)
}

export function checkSize(bytes: number): void {
  if (bytes > maxBytes) throw workflowError.too_large({ megabytes: (bytes / 1_000_000).toFixed(1) })
}

/** Nodes are told apart by id and by name, and every edge leads from one to another. */
export function checkGraph(document: WorkflowDocument): void {
  if (document.nodes.length > maxNodes) throw workflowError.too_many_nodes({ nodes: document.nodes.length, limit: maxNodes })
  const names = checkNames(document)
  for (const { from, to } of document.edges) {
    const [source, target] = [names.get(from.node), names.get(to.node)]
    if (source === undefined)
      throw workflowError.edge_without_node({ direction: 'to', node: target ?? to.node, missing: from.node })
    if (target === undefined) throw workflowError.edge_without_node({ direction: 'from', node: source, missing: to.node })
  }
}

const schema = madeOnce(() => Compile(WorkflowDocument))

/** Refuses what is no document at all. The API has looked at what came through it; a file has been looked at by nobody. */
export function checkSchema(document: WorkflowDocument): void {
  if (schema().Check(document)) return
  const fault = schema().Errors(document)[0]
  const place = fault?.instancePath.slice(1).replaceAll('/', '.') || 'its root'
  throw workflowError.not_a_document({ place, reason: fault?.message ?? 'it has another form' })
}

/** Texts that become columns of their own. Deeper in the document U+0000 is welcome. */
export function checkText({ name, description = '', nodes, tags = [] }: WorkflowDocument): void {
  const texts = {
    name: [name],
    description: [description],
    'the id of a node': nodes.map((node) => node.id),
    'the name of a node': nodes.map((node) => node.name),
    'a tag': tags,
  }
  for (const [place, values] of Object.entries(texts)) {
    if (values.some((value) => value.includes('\0')))
      throw workflowError.nul_in_text({ place: `${place.charAt(0).toUpperCase()}${place.slice(1)}` })
  }
}

/** Names of the nodes by id. */
function checkNames({ nodes }: WorkflowDocument): ReadonlyMap<string, string> {
  const byId = new Map<string, string>()
  const names = new Set<string>()
  for (const { id, name } of nodes) {
    if (names.has(name)) throw workflowError.name_taken({ node: name })
    const other = byId.get(id)
    if (other !== undefined) throw workflowError.id_taken({ node: other, other: name })
    names.add(name)
    byId.set(id, name)
  }
  return byId
}

/** Without recursion, because depth is the very thing that may be hostile. */
export function checkDepth(part: object, above = 0): void {
  let level: unknown[] = [part]
  for (let depth = above; level.length > 0; depth += 1) {
    if (depth > maxLevels) throw workflowError.too_deep({ levels: maxLevels })
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
