import type { ImportLine } from '@steward/contract/api/workflow'
import type { NodeCatalog } from '#engine/core'
import { checkDocument } from './check-document.ts'
import { readWorkflowFile } from './read-workflow-file.ts'
import type { ReadWorkflow } from './reading.ts'
import { riskSheet } from './risk-sheet.ts'

/** What importing a file would bring: a line per workflow in it, and one per entry that is broken. */
export function importLines(file: string, text: string, catalog: NodeCatalog): ImportLine[] {
  const read = readWorkflowFile(text, catalog)
  if ('problem' in read) return [brokenLine(file, read.problem)]
  return [
    ...read.workflows.map((workflow) => importLine(file, workflow, catalog)),
    ...read.skipped.map((why) => brokenLine(file, why)),
  ]
}

/** The line of one workflow that was read. */
export function importLine(file: string, { document, notices }: ReadWorkflow, catalog: NodeCatalog): ImportLine {
  return {
    file,
    name: document.name,
    ok: true,
    ...checkDocument(document, catalog),
    notices,
    effects: riskSheet(document, catalog),
  }
}

export function brokenLine(file: string, problem: string): ImportLine {
  return { file, name: null, ok: false, nodes: 0, supported: 0, placeholders: [], problems: [problem], notices: [], effects: [] }
}
