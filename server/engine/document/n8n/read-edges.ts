import type { WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import { isObject } from '../parse-json.ts'

export type NodeLookUp = { readonly byName: ReadonlyMap<string, WorkflowNode>; readonly byId: ReadonlyMap<string, WorkflowNode> }

/** No node has more; a larger number is a mistake in the file that would only cost memory. */
const portsMax = 256

type Loose = { readonly missing: Map<string, number>; odd: number }

/** Turns `{source name: {kind: [[{node, type, index}]]}}` into edges between ids. */
export function readEdges(connections: unknown, nodes: NodeLookUp, notices: string[]): WorkflowEdge[] {
  if (!isObject(connections)) return []
  const loose: Loose = { missing: new Map(), odd: 0 }
  const edges: WorkflowEdge[] = []
  for (const [sourceName, byKind] of Object.entries(connections)) {
    const source = find(sourceName, nodes)
    if (!isObject(byKind)) continue
    for (const [kind, outputs] of Object.entries(byKind)) {
      for (const [output, targets] of outputsOf(outputs)) {
        if (source === undefined) loose.missing.set(sourceName, (loose.missing.get(sourceName) ?? 0) + targets.length)
        else edges.push(...edgesOf({ source, kind, output }, targets, nodes, loose))
      }
    }
  }
  notices.push(...noticesOf(loose, edges))
  return edges
}

/** Outputs are a list of lists, in which n8n writes `null` for an output that leads nowhere. Hand-written files also have objects and flat lists. */
function outputsOf(value: unknown): (readonly [output: number, targets: unknown[]])[] {
  const entries = Array.isArray(value)
    ? value.map((targets: unknown, index) => [index, targets] as const)
    : isObject(value)
      ? Object.entries(value).map(([key, targets]) => [Number(key), targets] as const)
      : []
  return entries.flatMap(([output, targets]) => {
    if (!Number.isInteger(output) || output < 0 || output >= portsMax) return []
    if (Array.isArray(targets)) return [[output, targets as unknown[]] as const]
    return isObject(targets) ? [[0, [targets]] as const] : []
  })
}

function edgesOf(
  from: { readonly source: WorkflowNode; readonly kind: string; readonly output: number },
  targets: readonly unknown[],
  nodes: NodeLookUp,
  loose: Loose,
): WorkflowEdge[] {
  return targets.flatMap((target) => {
    if (target === null || target === undefined) return []
    const name = isObject(target) ? target['node'] : target
    const input = isObject(target) ? inputOf(target['index']) : 0
    if (typeof name !== 'string' || input === undefined) {
      loose.odd++
      return []
    }
    const found = find(name, nodes)
    if (found === undefined) {
      loose.missing.set(name, (loose.missing.get(name) ?? 0) + 1)
      return []
    }
    return [{ from: { node: from.source.id, output: from.output }, to: { node: found.id, input }, kind: from.kind }]
  })
}

function inputOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return 0
  const index = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < portsMax ? index : undefined
}

/** Connections name nodes; files that were put together by a program sometimes say the id instead. */
function find(name: string, nodes: NodeLookUp): WorkflowNode | undefined {
  return nodes.byName.get(name) ?? nodes.byId.get(name)
}

function noticesOf(loose: Loose, edges: readonly WorkflowEdge[]): string[] {
  const missing = [...loose.missing].map(([name, count]) => {
    const said = name.length > 60 ? `${name.slice(0, 60)}…` : name
    return `${count === 1 ? 'A connection names' : `${count} connections name`} the node "${said}", which does not exist, and ${count === 1 ? 'was' : 'were'} left out.`
  })
  const odd =
    loose.odd === 0
      ? []
      : [`${loose.odd === 1 ? 'One connection makes' : `${loose.odd} connections make`} no sense and could not be kept.`]
  const errors = edges.filter((edge) => edge.kind === 'error').length
  const dead =
    errors === 0
      ? []
      : [
          `${errors === 1 ? 'One edge is' : `${errors} edges are`} of the kind "error", which n8n draws but never follows; kept, not followed.`,
        ]
  return [...missing, ...odd, ...dead]
}
