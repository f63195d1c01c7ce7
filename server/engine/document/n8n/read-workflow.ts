import { documentFormat, type WorkflowDocument } from '@steward/contract/workflow'
import type { NodeCatalog } from '#engine/core'
import { isObject, parseJson } from '../parse-json.ts'
import type { ReadWorkflow } from '../reading.ts'
import { noticesAboutNodes } from './notices.ts'
import { nameNodes } from './node-names.ts'
import { readEdges } from './read-edges.ts'
import { readNode } from './read-node.ts'
import { readPins } from './read-pins.ts'
import { readSettings } from './read-settings.ts'
import { renameInParameters } from './rewrite-references.ts'

/** Keys that have a place of their own in a document; all others rest in `meta.n8n` for the way back. */
const placed = new Set(['name', 'description', 'nodes', 'connections', 'settings', 'pinData', 'staticData', 'tags'])

/** Reads a workflow as n8n exports it. Whatever is odd in it becomes a notice, never a refusal. */
export function readN8nWorkflow(raw: Record<string, unknown>, catalog: NodeCatalog, makeId: () => string): ReadWorkflow {
  const notices: string[] = []
  const list = Array.isArray(raw['nodes']) ? raw['nodes'] : []
  const rawNodes = list.filter(isObject)
  if (rawNodes.length < list.length)
    notices.push(`${count(list.length - rawNodes.length, 'entry', 'entries')} of "nodes" is not a node and was left out.`)

  const naming = nameNodes(rawNodes, catalog)
  notices.push(...naming.notices)
  const taken = new Set<string>()
  const nodes = rawNodes.map((node, index) => {
    const read = readNode(
      { raw: node, index, name: naming.names[index] ?? `Node ${index + 1}` },
      { catalog, makeId, taken, notices },
    )
    return { ...read, parameters: renameInParameters(read.parameters, naming.renamed) }
  })
  const lookUp = { byName: naming.byOldName(nodes), byId: new Map(nodes.map((node) => [node.id, node])) }
  const edges = readEdges(raw['connections'], lookUp, notices)
  const settings = readSettings(raw['settings'], notices)
  const pins = readPins(raw['pinData'], lookUp.byName, notices)
  notices.push(...noticesAboutNodes(nodes))

  const document: WorkflowDocument = {
    steward: documentFormat,
    name: titleOf(raw['name']),
    nodes,
    edges,
    settings,
    ...(typeof raw['description'] === 'string' && raw['description'] !== '' ? { description: raw['description'] } : {}),
    ...(pins === undefined ? {} : { pins }),
    ...optional('staticData', staticDataOf(raw['staticData'])),
    ...optional('tags', tagsOf(raw['tags'])),
    ...optional('meta', metaOf(raw)),
  }
  return { document, notices }
}

function titleOf(name: unknown): string {
  const title = typeof name === 'string' || typeof name === 'number' ? String(name).trim() : ''
  return title === '' ? 'Imported workflow' : title.slice(0, 255)
}

function staticDataOf(value: unknown): Record<string, unknown> | undefined {
  const parsed = typeof value === 'string' ? parseJson(value) : { value }
  return 'value' in parsed && isObject(parsed.value) && Object.keys(parsed.value).length > 0 ? parsed.value : undefined
}

function tagsOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const names = value
    .map((tag: unknown) => (isObject(tag) ? tag['name'] : tag))
    .filter((name) => typeof name === 'string' && name.trim() !== '')
  const unique = [...new Set(names as string[])]
  return unique.length === 0 ? undefined : unique
}

function metaOf(raw: Record<string, unknown>): Record<string, unknown> | undefined {
  const rest = Object.entries(raw).filter(([key, value]) => !placed.has(key) && value !== null)
  return rest.length === 0 ? undefined : { n8n: Object.fromEntries(rest) }
}

function optional<K extends string, V>(key: K, value: V | undefined): { [Name in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [Name in K]?: V })
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
