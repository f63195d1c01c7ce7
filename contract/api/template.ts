import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { WorkflowDocument } from '../workflow.ts'
import { endpoint } from './endpoint.ts'
import { Id, Nullable } from './page.ts'
import { Workflow } from './workflow.ts'

const tag = 'template'

export const Template = Type.Object(
  {
    key: Type.String(),
    title: Type.String(),
    description: Type.String(),
    categories: Type.Array(Type.String()),
    connections: Type.Array(Type.String(), { description: 'Kinds of connection it needs beyond its first execution.' }),
    effects: Type.Array(EffectClass, { description: 'Classes of its nodes, pure left out, strongest last.' }),
    nodeTypes: Type.Array(Type.String(), { description: 'Each once, in the order in which they stand on the canvas.' }),
    nodeCount: Type.Integer(),
    uses: Type.Integer({ description: 'How often it was used in this installation.' }),
  },
  { $id: 'Template' },
)
export type Template = Static<typeof Template>

const params = Type.Object({ key: Type.String({ pattern: '^[a-z0-9-]{1,100}$' }) })

export const listTemplates = endpoint({
  method: 'GET',
  path: '/templates',
  operationId: 'listTemplates',
  tag,
  permission: 'workflow:read',
  summary: 'Workflows to begin with; each can be executed as it is, without an account anywhere.',
  response: Type.Object({ items: Type.Array(Template) }),
})

export const getTemplate = endpoint({
  method: 'GET',
  path: '/templates/:key',
  operationId: 'getTemplate',
  tag,
  permission: 'workflow:read',
  summary: 'A template with its document.',
  params,
  response: Type.Object({ template: Template, document: WorkflowDocument }),
})

export const createFromTemplate = endpoint({
  method: 'POST',
  path: '/templates/:key/use',
  operationId: 'createFromTemplate',
  tag,
  permission: 'workflow:write',
  status: 201,
  summary: 'Makes a draft of a template.',
  params,
  body: Type.Object({ folderId: Type.Optional(Nullable(Id)) }),
  response: Workflow,
})
