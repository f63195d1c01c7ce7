import { Compile } from 'typebox/compile'
import { migrateDocument } from '@steward/contract/migrate/document'
import { WorkflowDocument } from '@steward/contract/workflow'
import { madeOnce } from '#base/made-once'
import type { ReadWorkflow } from './reading.ts'

const checker = madeOnce(() => Compile(WorkflowDocument))

/** Reads a document in Steward's own format, whatever its age. */
export function readStewardWorkflow(raw: Record<string, unknown>): ReadWorkflow | { readonly problem: string } {
  const migrated = migrateDocument(raw)
  if ('problem' in migrated) return migrated
  const document: unknown = migrated.document
  if (!checker().Check(document)) return { problem: schemaSentence(document) }

  const twice = firstTwice(document.nodes.map((node) => node.id))
  if (twice !== undefined) return { problem: `Two nodes have the id "${twice}".` }
  const named = firstTwice(document.nodes.map((node) => node.name))
  if (named !== undefined) return { problem: `Two nodes are called "${named}"; expressions could not tell them apart.` }
  return withoutLooseEdges(document)
}

function schemaSentence(document: unknown): string {
  const [error] = checker().Errors(document)
  const path = error?.instancePath.slice(1).replaceAll('/', '.') ?? ''
  return `The workflow is not in order at ${path === '' ? 'its top' : `"${path}"`}: it ${error?.message ?? 'has another shape than expected'}.`
}

function firstTwice(values: readonly string[]): string | undefined {
  const seen = new Set<string>()
  return values.find((value) => (seen.has(value) ? true : (seen.add(value), false)))
}

function withoutLooseEdges(document: WorkflowDocument): ReadWorkflow {
  const ids = new Set(document.nodes.map((node) => node.id))
  const edges = document.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node))
  const loose = document.edges.length - edges.length
  if (loose === 0) return { document, notices: [] }
  return {
    document: { ...document, edges },
    notices: [`${loose === 1 ? 'One edge names' : `${loose} edges name`} a node that does not exist and was left out.`],
  }
}
