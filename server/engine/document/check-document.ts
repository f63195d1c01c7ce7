import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'
import type { NodeDefinition } from '@steward/sdk/node'
import type { NodeCatalog } from '#engine/core'
import { guessEffect } from './guess-effect.ts'
import { nodeViewOf } from '#engine/core'
import { isExpression } from './raw-parameter.ts'
import { undoProblems } from './undo-problems.ts'

export type DocumentCheck = {
  /** What stands in the way of running it, or may surprise, in sentences. */
  readonly problems: string[]
  /** Types that no definition is known for, once per node. */
  readonly placeholders: string[]
  /** Nodes whose type is known. */
  readonly supported: number
  /** Nodes without the notes on the canvas. */
  readonly nodes: number
}

/** Looks a document over without running it. Nothing it finds forbids to save or import. */
export function checkDocument(document: WorkflowDocument, catalog: NodeCatalog): DocumentCheck {
  const nodes = document.nodes.filter((node) => node.type !== stickyNoteType)
  const placeholders = nodes.filter((node) => catalog.get(node.type) === undefined)
  const problems = [
    ...startProblems(nodes, catalog),
    ...placeholderProblems(placeholders),
    ...nodes.flatMap((node) => {
      const definition = catalog.get(node.type)
      return node.settings.disabled === true || definition === undefined ? [] : nodeProblems(node, definition)
    }),
    ...nodes.flatMap((node) => connectionProblems(node)),
    ...undoProblems(nodes, catalog),
  ]
  return {
    problems,
    placeholders: placeholders.map((node) => node.type),
    supported: nodes.length - placeholders.length,
    nodes: nodes.length,
  }
}

function startProblems(nodes: readonly WorkflowNode[], catalog: NodeCatalog): string[] {
  if (nodes.length === 0) return ['The workflow has no nodes.']
  const starts = nodes.some(
    (node) => catalog.get(node.type)?.trigger !== undefined || /trigger$|\.(webhook|cron|interval|start)$/i.test(node.type),
  )
  return starts ? [] : ['No trigger starts the workflow; it can only be started by hand, at a node of your choice.']
}

function placeholderProblems(placeholders: readonly WorkflowNode[]): string[] {
  const byType = Map.groupBy(placeholders, (node) => node.type)
  return [...byType].map(([type, nodes]) => {
    const names = nodes.map((node) => `"${node.name}"`).join(', ')
    const effects = [...new Set(nodes.map((node) => guessEffect(type, node.parameters)))].join(' or ')
    return `${names}: nodes of the type ${type} are not known yet. They keep their parameters and fail when they are reached; their effect (${effects}) is guessed from the name.`
  })
}

function nodeProblems(node: WorkflowNode, definition: NodeDefinition): string[] {
  return [...versionProblems(node, definition), ...languageProblems(node), ...listenProblems(node, definition)]
}

function versionProblems(node: WorkflowNode, definition: NodeDefinition): string[] {
  const alias = node.extra?.['n8nType']
  const versions = definition.n8n.filter((one) => alias === undefined || one.type === alias).flatMap((one) => [...one.versions])
  if (versions.length === 0 || versions.includes(node.version)) return []
  const newest = Math.max(...versions)
  const known = `"${node.name}" has version ${node.version} of ${definition.title}`
  if (node.version > newest)
    return [`${known}, which is newer than the newest one known (${newest}); parameters that are new in it have no effect.`]
  return [`${known}, which is not one of the known versions (${versions.join(', ')}); it runs as the nearest one.`]
}

function languageProblems(node: WorkflowNode): string[] {
  const { language } = node.parameters
  const python = typeof language === 'string' && language.toLowerCase().startsWith('python')
  return python && node.type === 'code'
    ? [`"${node.name}" is written in Python, which does not run yet; write it in JavaScript.`]
    : []
}

function listenProblems(node: WorkflowNode, definition: NodeDefinition): string[] {
  try {
    definition.listens?.(nodeViewOf(node))
    return []
  } catch (error) {
    return [`"${node.name}" cannot be activated: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/** Kinds of connection that the parameters of a node ask for by n8n's own names. */
function connectionProblems(node: WorkflowNode): string[] {
  if (node.settings.disabled === true) return []
  const { authentication, nodeCredentialType, genericAuthType } = node.parameters
  const asked =
    authentication === 'predefinedCredentialType'
      ? nodeCredentialType
      : authentication === 'genericCredentialType'
        ? genericAuthType
        : undefined
  const kinds = new Set(Object.entries(node.connections ?? {}).flatMap(([kind, { id }]) => (id === null ? [kind] : [])))
  if (typeof asked === 'string' && asked !== '' && !isExpression(asked) && node.connections?.[asked] === undefined)
    kinds.add(asked)
  return [...kinds].map((kind) => `"${node.name}" needs a connection of kind ${kind}, and none is chosen.`)
}
