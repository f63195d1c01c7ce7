import { Type } from 'typebox'
import { WorkflowDocument } from '../workflow.ts'
import { endpoint } from './endpoint.ts'

export const convertWorkflow = endpoint({
  method: 'POST',
  path: '/workflows/convert',
  operationId: 'convertWorkflow',
  tag: 'workflow',
  permission: 'workflow:read',
  status: 200,
  summary:
    "Reads a workflow, or some nodes of one, in Steward's or n8n's format (detected), and gives it back in both. Nothing is stored.",
  body: Type.Object({ content: Type.String({ minLength: 1, maxLength: 10_000_000 }) }, { additionalProperties: false }),
  response: Type.Object({
    document: WorkflowDocument,
    n8n: Type.Unknown({ description: 'What n8n imports, or pastes onto its canvas.' }),
    notices: Type.Array(Type.String(), { description: 'What was chosen, changed or left out.' }),
  }),
})
