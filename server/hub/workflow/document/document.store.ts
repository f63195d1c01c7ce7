import type { WorkflowDocument } from '@steward/contract/workflow'
import { documentFormat } from '@steward/contract/workflow'
import { type RawBuilder, sql } from 'kysely'
import type { DocumentExtras, WorkflowTables } from '../workflow.tables.ts'
import type { DocumentSummary } from './summarise.ts'

export const documentColumns = ['name', 'description', 'document_format', 'nodes', 'edges', 'settings', 'extras'] as const

type Row = Pick<WorkflowTables['workflow_versions'], 'name' | 'description' | 'document_format'> & {
  readonly nodes: WorkflowDocument['nodes']
  readonly edges: WorkflowDocument['edges']
  readonly settings: WorkflowDocument['settings']
  readonly extras: DocumentExtras
}

/** A document taken apart into columns. Tags are not part of it: they belong to the workflow, not to a version. */
export function toColumns(document: WorkflowDocument) {
  const { name, description, nodes, edges, groups, settings, pins, staticData, meta } = document
  const extras: DocumentExtras = {
    ...(groups === undefined ? {} : { groups }),
    ...(pins === undefined ? {} : { pins }),
    ...(staticData === undefined ? {} : { staticData }),
    ...(meta === undefined ? {} : { meta }),
  }
  return {
    name,
    description: description ?? null,
    document_format: documentFormat,
    nodes: json(nodes),
    edges: json(edges),
    settings: json(settings),
    extras: json(extras),
  }
}

export type Written = { readonly document: WorkflowDocument; readonly summary: DocumentSummary; readonly by: string | null }

/** The same as a workflow has it, with what lists show of it. */
export function writtenColumns({ document, summary, by }: Written) {
  const { nodeCount: node_count, triggers, effects, placeholders, searchText: search_text } = summary
  const search_words = sql`array_to_tsvector(${[...summary.searchWords]}::text[])`
  return { ...toColumns(document), node_count, triggers, effects, placeholders, search_text, search_words, updated_by: by }
}

export function toDocument(row: Row): WorkflowDocument {
  return {
    steward: documentFormat,
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    nodes: row.nodes,
    edges: row.edges,
    settings: row.settings,
    ...row.extras,
  }
}

/** A value for a `json` column, as text, so that the order of its keys survives. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::json`
}
