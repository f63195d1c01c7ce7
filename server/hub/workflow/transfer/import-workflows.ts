import type { ImportLine } from '@steward/contract/api/workflow'
import { AppError } from '#base/error'
import { brokenLine, importLine, importLines, readWorkflowFile, type ReadWorkflow } from '#engine/document'
import { createWorkflow } from '../create-workflow.ts'
import { checkSchema } from '../document/check-shape.ts'
import { publishWorkflow } from '../publication/publish-workflow.ts'
import type { WorkflowScope } from '../scope.ts'

export type WorkflowFile = { readonly file: string; readonly content: string }

const maxFileCharacters = 10_000_000

/** Says what an import would bring, and brings nothing. */
export function checkFiles(scope: Pick<WorkflowScope, 'catalog'>, files: readonly WorkflowFile[]): ImportLine[] {
  return files.flatMap(({ file, content }) =>
    content.length > maxFileCharacters ? [tooLarge(file)] : importLines(file, content, scope.catalog),
  )
}

/** Imports files one by one; what is wrong with one becomes its line and does not stop the others. */
export async function importFiles(
  scope: WorkflowScope,
  input: { readonly files: readonly WorkflowFile[]; readonly activate: boolean },
): Promise<ImportLine[]> {
  const lines: ImportLine[] = []
  for (const { file, content } of input.files) {
    const read = content.length > maxFileCharacters ? undefined : readWorkflowFile(content, scope.catalog)
    if (read === undefined) lines.push(tooLarge(file))
    else if ('problem' in read) lines.push(brokenLine(file, read.problem))
    else {
      for (const workflow of read.workflows) lines.push(await importOne(scope, { file, workflow, activate: input.activate }))
      lines.push(...read.skipped.map((why) => brokenLine(file, why)))
    }
  }
  return lines
}

async function importOne(
  scope: WorkflowScope,
  one: { readonly file: string; readonly workflow: ReadWorkflow; readonly activate: boolean },
): Promise<ImportLine> {
  const { file, workflow, activate } = one
  const line = importLine(file, workflow, scope.catalog)
  try {
    checkSchema(workflow.document)
    const { id } = await createWorkflow(scope, { document: workflow.document, importedFrom: file })
    const refusal = activate ? await tryToActivate(scope, id) : undefined
    return { ...line, workflowId: id, problems: refusal === undefined ? line.problems : [...line.problems, refusal] }
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'invalid') throw error
    return { ...line, ok: false, problems: [error.message, ...line.problems] }
  }
}

/** The workflow is imported either way; why it does not run yet is a problem in its line. */
async function tryToActivate(scope: WorkflowScope, id: string): Promise<string | undefined> {
  try {
    const { kind } = await publishWorkflow(scope, { id })
    return kind === 'waiting' ? 'It becomes active as soon as somebody approves of that.' : undefined
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return error.message
    throw error
  }
}

const tooLarge = (file: string) => brokenLine(file, 'The file is larger than 10 MB.')
