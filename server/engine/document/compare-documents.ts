import type { DocumentComparison } from '@steward/contract/api/publication'
import type { EffectLine } from '@steward/contract/effect'
import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'
import { canonicalJson } from '#base/canonical-json'
import { jsonChanges } from '#base/json-changes'
import type { NodeCatalog } from '#engine/core'
import { riskSheet } from './risk-sheet.ts'

const changesMax = 100

/** What makes one document behave otherwise than another. Without a former one, everything is new. */
export function compareDocuments(
  before: WorkflowDocument | undefined,
  after: WorkflowDocument,
  catalog: NodeCatalog,
): DocumentComparison {
  const nodes = compareNodes(nodesOf(before), nodesOf(after))
  const edges = namesBeside(edgesOf(before), edgesOf(after))
  const settings = before === undefined ? [] : jsonChanges(before.settings, after.settings, changesMax)
  const comparison = {
    nodes,
    edges,
    settings,
    connections: namesBeside(connectionsOf(before), connectionsOf(after)),
    variables: namesBeside(variablesOf(before), variablesOf(after)),
    workflows: namesBeside(calledBy(before), calledBy(after)),
    effects: compareEffects(before === undefined ? [] : riskSheet(before, catalog), riskSheet(after, catalog)),
  }
  const isSame =
    [nodes.added, nodes.removed, nodes.changed, edges.added, edges.removed, settings].every((list) => list.length === 0) &&
    before !== undefined
  return { same: isSame, ...comparison }
}

/** Notes do nothing. */
const nodesOf = (document: WorkflowDocument | undefined): readonly WorkflowNode[] =>
  document?.nodes.filter((node) => node.type !== stickyNoteType) ?? []

function compareNodes(before: readonly WorkflowNode[], after: readonly WorkflowNode[]): DocumentComparison['nodes'] {
  const formerById = new Map(before.map((node) => [node.id, node]))
  const ids = new Set(after.map((node) => node.id))
  const about = ({ id, name, type }: WorkflowNode) => ({ id, name, type })
  return {
    added: after.filter((node) => !formerById.has(node.id)).map(about),
    removed: before.filter((node) => !ids.has(node.id)).map(about),
    changed: after.flatMap((node) => {
      const former = formerById.get(node.id)
      const changes = former === undefined ? [] : jsonChanges(behaviourOf(former), behaviourOf(node), changesMax)
      return former === undefined || changes.length === 0 ? [] : [{ ...about(node), nameBefore: former.name, changes }]
    }),
  }
}

/** Of a node, what an execution sees of it. */
function behaviourOf({ name, type, version, parameters, settings, connections, webhookId }: WorkflowNode) {
  const { notes: _notes, notesInFlow: _inFlow, ...acting } = settings
  return { name, type, version, parameters, settings: acting, connections, webhookId }
}

function edgesOf(document: WorkflowDocument | undefined): string[] {
  if (document === undefined) return []
  const names = new Map(document.nodes.map((node) => [node.id, node.name]))
  return document.edges.map(({ from, to, kind }) => {
    const output = from.output === 0 ? '' : ` (output ${from.output + 1})`
    const input = to.input === 0 ? '' : ` (input ${to.input + 1})`
    const arrow = kind === 'main' ? '→' : `→ ${kind} →`
    return `${names.get(from.node) ?? from.node}${output} ${arrow} ${names.get(to.node) ?? to.node}${input}`
  })
}

function connectionsOf(document: WorkflowDocument | undefined): string[] {
  return nodesOf(document).flatMap((node) =>
    Object.entries(node.connections ?? {}).map(([kind, { id, name }]) => `${kind}: ${name}${id === null ? ' (not chosen)' : ''}`),
  )
}

const variable = /\$vars\s*(?:\.\s*([A-Za-z_$][\w$]*)|\[\s*(["'])(.{1,255}?)\2\s*\])/g

function variablesOf(document: WorkflowDocument | undefined): string[] {
  return nodesOf(document).flatMap((node) =>
    [...JSON.stringify([node.parameters, node.settings]).replaceAll('\\"', '"').matchAll(variable)].map(
      ([, plain, , quoted]) => plain ?? quoted ?? '',
    ),
  )
}

/** Ids of workflows that it starts, as far as they are chosen and not worked out. */
function calledBy(document: WorkflowDocument | undefined): string[] {
  const called = nodesOf(document).flatMap(({ parameters }) => {
    const chosen = parameters['workflowId']
    const id = typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen
    return typeof id === 'string' && id !== '' ? [id] : []
  })
  const onError = document?.settings.errorWorkflow
  return onError === undefined || onError === '' ? called : [...called, onError]
}

function namesBeside(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  const [old, now] = [new Set(before), new Set(after)]
  return { added: [...now].filter((name) => !old.has(name)), removed: [...old].filter((name) => !now.has(name)) }
}

/** Two nodes that do the same are the same effect, whatever they are called. */
function compareEffects(before: readonly EffectLine[], after: readonly EffectLine[]): DocumentComparison['effects'] {
  const outside = (lines: readonly EffectLine[]) => lines.filter((line) => line.class !== 'pure')
  const key = ({ type, class: effect, target, connection }: EffectLine) => canonicalJson([type, effect, target, connection])
  const former = new Map<string, EffectLine[]>()
  for (const line of outside(before)) former.set(key(line), [...(former.get(key(line)) ?? []), line])
  const [added, kept]: [EffectLine[], EffectLine[]] = [[], []]
  for (const line of outside(after)) (former.get(key(line))?.shift() === undefined ? added : kept).push(line)
  return { added, kept, removed: [...former.values()].flat() }
}
