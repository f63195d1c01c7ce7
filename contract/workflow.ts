import { type Static, Type } from 'typebox'

/** Version of the document format below; `contract/migrate/` holds a pure function per step. */
export const documentFormat = 1

const Json = Type.Record(Type.String(), Type.Unknown())

export const NodeSettings = Type.Object({
  disabled: Type.Optional(Type.Boolean()),
  notes: Type.Optional(Type.String()),
  notesInFlow: Type.Optional(Type.Boolean()),
  retryOnFail: Type.Optional(Type.Boolean()),
  maxTries: Type.Optional(Type.Number()),
  waitBetweenTriesMs: Type.Optional(Type.Number()),
  alwaysOutputData: Type.Optional(Type.Boolean()),
  executeOnce: Type.Optional(Type.Boolean()),
  onError: Type.Optional(
    Type.Union([Type.Literal('stopWorkflow'), Type.Literal('continueRegularOutput'), Type.Literal('continueErrorOutput')]),
  ),
})
export type NodeSettings = Static<typeof NodeSettings>

export const WorkflowNode = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 255 }),
    name: Type.String({ minLength: 1, maxLength: 255, description: 'Unique in the workflow; expressions name nodes by it.' }),
    type: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Type of a node definition; an unknown one is a placeholder.',
    }),
    version: Type.Number({ description: 'Version of the shape of `parameters`.' }),
    position: Type.Tuple([Type.Number(), Type.Number()]),
    parameters: Json,
    settings: NodeSettings,
    connections: Type.Optional(
      Type.Record(Type.String(), Type.Object({ id: Type.Union([Type.String(), Type.Null()]), name: Type.String() }), {
        description: 'By kind of connection: which stored connection the node uses.',
      }),
    ),
    webhookId: Type.Optional(Type.String()),
    /** Keys of the imported node that Steward does not know, kept for the way back. */
    extra: Type.Optional(Json),
  },
  { $id: 'WorkflowNode' },
)
export type WorkflowNode = Static<typeof WorkflowNode>

export const WorkflowEdge = Type.Object(
  {
    from: Type.Object({ node: Type.String({ description: 'Id of the node.' }), output: Type.Integer({ minimum: 0 }) }),
    to: Type.Object({ node: Type.String(), input: Type.Integer({ minimum: 0 }) }),
    kind: Type.String({ description: '`main`, or the kind of a model/tool edge such as `ai_tool`.' }),
  },
  { $id: 'WorkflowEdge' },
)
export type WorkflowEdge = Static<typeof WorkflowEdge>

export const WorkflowSettings = Type.Object(
  {
    executionOrder: Type.Union([Type.Literal('v0'), Type.Literal('v1')]),
    timezone: Type.Optional(Type.String()),
    errorWorkflow: Type.Optional(Type.String()),
    executionTimeoutSeconds: Type.Optional(Type.Number()),
    /** Settings of the imported workflow that Steward does not know, kept for the way back. */
    extra: Type.Optional(Json),
  },
  { $id: 'WorkflowSettings' },
)
export type WorkflowSettings = Static<typeof WorkflowSettings>

/** A workflow as it is drawn, stored, versioned and exported. */
export const WorkflowDocument = Type.Object(
  {
    steward: Type.Literal(documentFormat),
    name: Type.String({ minLength: 1, maxLength: 255 }),
    description: Type.Optional(Type.String()),
    nodes: Type.Array(WorkflowNode),
    edges: Type.Array(WorkflowEdge),
    settings: WorkflowSettings,
    /** Pinned output of nodes, by node name; used by manual executions only. */
    pins: Type.Optional(Type.Record(Type.String(), Type.Array(Type.Unknown()))),
    staticData: Type.Optional(Json),
    tags: Type.Optional(Type.Array(Type.String())),
    meta: Type.Optional(Json),
  },
  { $id: 'WorkflowDocument' },
)
export type WorkflowDocument = Static<typeof WorkflowDocument>

/** A type of a note on the canvas, never run. */
export const stickyNoteType = 'note'
