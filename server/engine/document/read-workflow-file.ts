import { newId } from '#base/id'
import type { NodeCatalog } from '#engine/core'
import { findWorkflows, type FoundWorkflow } from './find-workflows.ts'
import { readN8nWorkflow } from './n8n/read-workflow.ts'
import { parseJson } from './parse-json.ts'
import { readStewardWorkflow } from './read-steward.ts'
import type { ReadFile, ReadWorkflow } from './reading.ts'

/**
 * Reads a workflow file, Steward's or n8n's, alone, in a list or wrapped. Any
 * text whatsoever gives documents or a sentence that says what is wrong.
 */
export function readWorkflowFile(text: string, catalog: NodeCatalog, more: { makeId?: () => string } = {}): ReadFile {
  const parsed = parseJson(text)
  return 'problem' in parsed ? parsed : readValue(parsed.value, catalog, more.makeId ?? (() => newId()))
}

/** Reads one workflow out of a parameter, where it stands as text or as an object. */
export function readInlineWorkflow(value: unknown, catalog: NodeCatalog): ReadWorkflow | { readonly problem: string } {
  const read = readWorkflowFile(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), catalog)
  if ('problem' in read) return read
  return read.workflows[0] ?? { problem: 'There is no workflow in it.' }
}

function readValue(value: unknown, catalog: NodeCatalog, makeId: () => string): ReadFile {
  const found = findWorkflows(value)
  const workflows: ReadWorkflow[] = []
  const skipped: string[] = []
  for (const [index, one] of found.entries()) {
    const read = readFound(one, catalog, makeId)
    if ('problem' in read) skipped.push(found.length === 1 ? read.problem : `Entry ${index + 1} was left out: ${read.problem}`)
    else workflows.push(read)
  }
  if (workflows.length > 0) return { workflows, skipped }
  return { problem: skipped[0] ?? 'There is no workflow in the file.' }
}

function readFound(
  found: FoundWorkflow,
  catalog: NodeCatalog,
  makeId: () => string,
): ReadWorkflow | { readonly problem: string } {
  if (found.format === 'none') return { problem: `The file is JSON, but not a workflow: ${found.why}.` }
  if (found.format === 'steward') return readStewardWorkflow(found.raw)
  return readN8nWorkflow(found.raw, catalog, makeId)
}
