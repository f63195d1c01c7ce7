import { NodeGroup, WorkflowDocument, WorkflowEdge, WorkflowNode, WorkflowSettings } from '@steward/contract/workflow'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { madeOnce } from '#base/made-once'
import { workflowError } from '../errors.ts'
import { checkDepth, checkGraph, checkSize, checkText } from './check-shape.ts'

/** By part of a document: the schema it was found to have, and how many bytes it takes. A part never changes, another one takes its place. */
const known = new WeakMap<object, { readonly kind: Kind; readonly bytes: number }>()

const kinds = {
  nodes: madeOnce(() => Compile(WorkflowNode)),
  edges: madeOnce(() => Compile(WorkflowEdge)),
  groups: madeOnce(() => Compile(NodeGroup)),
  settings: madeOnce(() => Compile(WorkflowSettings)),
  pins: madeOnce(() => Compile(Type.Array(Type.Unknown()))),
  extras: madeOnce(() => Compile(Type.Unknown())),
} as const satisfies Record<string, () => { Check(value: unknown): boolean }>
type Kind = keyof typeof kinds

/**
 * Refuses what `checkSchema` and `checkShape` refuse, and looks only at what it has not seen: of a document that was
 * checked and then changed a little that is little. How many bytes it takes, but for some commas.
 */
export function checkParts(document: WorkflowDocument): number {
  checkHead(document)
  const { nodes, edges, groups = [], settings, pins = {}, staticData, meta } = document
  const bytes =
    sum(nodes.map((node) => checkPart('nodes', node, node.id))) +
    sum(edges.map((edge, index) => checkPart('edges', edge, String(index)))) +
    sum(groups.map((group) => checkPart('groups', group, group.id))) +
    sum(Object.entries(pins).map(([name, items]) => checkPart('pins', items, name) + Buffer.byteLength(name))) +
    sum([staticData, meta].map((extra) => (extra === undefined ? 0 : checkPart('extras', extra, 'meta')))) +
    checkPart('settings', settings, '')
  checkSize(bytes)
  checkText(document)
  checkGraph(document)
  return bytes
}

const headSchema = madeOnce(() => Compile(Type.Pick(WorkflowDocument, ['steward', 'name', 'description'])))

function checkHead(document: WorkflowDocument): void {
  if (headSchema().Check(document)) return
  throw notValid(headSchema().Errors(document)[0], '')
}

function checkPart(kind: Kind, part: object, key: string): number {
  const found = known.get(part)
  if (found?.kind === kind) return found.bytes
  // Two levels of the document lie above a part.
  checkDepth(part, 2)
  const schema = kinds[kind]()
  if (!schema.Check(part)) throw notValid(schema.Errors(part)[0], key === '' ? kind : `${kind}.${key}`)
  const bytes = Buffer.byteLength(JSON.stringify(part)) + 1
  known.set(part, { kind, bytes })
  return bytes
}

type Fault = { readonly instancePath: string; readonly message: string } | undefined

function notValid(fault: Fault, at: string) {
  const place = `${at}${fault?.instancePath ?? ''}`.replaceAll('/', '.').replace(/^\./, '')
  return workflowError.not_a_document({
    place: place.slice(0, 300) || 'its root',
    reason: fault?.message ?? 'it has another form',
  })
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
