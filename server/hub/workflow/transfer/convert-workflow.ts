import type { WorkflowDocument } from '@steward/contract/workflow'
import { readWorkflowFile, toN8n } from '#engine/document'
import { checkSchema, checkShape } from '../document/check-shape.ts'
import { workflowError } from '../errors.ts'
import type { WorkflowScope } from '../scope.ts'

type Converted = { readonly document: WorkflowDocument; readonly n8n: unknown; readonly notices: string[] }

/** Reads the first workflow of a text, as an import does, and gives it in both formats. Refuses what holds none. */
export function convertWorkflow({ catalog }: Pick<WorkflowScope, 'catalog'>, content: string): Converted {
  const read = readWorkflowFile(content, catalog)
  const [workflow] = 'problem' in read ? [] : read.workflows
  if (workflow === undefined)
    throw workflowError.not_readable({ reason: 'problem' in read ? read.problem : 'There is no workflow in it.' })
  checkSchema(workflow.document)
  checkShape(workflow.document)
  return { document: workflow.document, n8n: toN8n(workflow.document, catalog), notices: workflow.notices }
}
