import { type Static, Type } from 'typebox'
import { Environment } from './api/policy.ts'
import { EffectClass } from './effect.ts'

/** Version of the document format below; `contract/migrate/` holds a pure function per step. */
export const documentFormat = 1

const Json = Type.Record(Type.String(), Type.Unknown())

/**
 * How a failed try of a node is followed by the next one. Waits longer than a few seconds are durable:
 * the execution rests and no process has to live through them.
 */
export const RetryPolicy = Type.Object({
  maxTries: Type.Integer({ minimum: 1, maximum: 100 }),
  backoff: Type.Enum(['fixed', 'exponential']),
  initialMs: Type.Integer({ minimum: 0, description: 'Wait before the second try.' }),
  factor: Type.Optional(Type.Number({ minimum: 1, maximum: 10, description: 'Of an exponential backoff; 2 without it.' })),
  maxMs: Type.Optional(Type.Integer({ minimum: 0, description: 'No wait is longer, unless the peer asks for it.' })),
  jitter: Type.Optional(Type.Boolean({ description: 'Draws each wait between half of it and all of it.' })),
  retryAfter: Type.Optional(Type.Boolean({ description: 'Heeds the Retry-After of the answer; true without it.' })),
  maxAgeMs: Type.Optional(Type.Integer({ minimum: 0, description: 'No try begins later than this after the first one.' })),
})
export type RetryPolicy = Static<typeof RetryPolicy>

/** How an effect whose outcome is unknown after a crash is found out without a person. */
export const EffectProbe = Type.Object({
  url: Type.String({
    description: 'Called with GET; expressions are resolved for the first item. `$effect.key` is the key of the effect.',
  }),
  happened: Type.String({ description: 'An expression over `$response` that tells whether it happened.' }),
})
export type EffectProbe = Static<typeof EffectProbe>

/**
 * What a person says of the effect of a node, because its definition cannot know: that a POST pays, how much, and in
 * which words to ask about it. It can make the class stronger, never weaker.
 */
export const EffectSettings = Type.Object({
  class: Type.Optional(EffectClass),
  amount: Type.Optional(
    Type.Object({
      minor: Type.String({
        description: 'Minor units of the currency (cents); expressions are resolved for each item and summed.',
      }),
      currency: Type.String({ description: 'Three letters, or an expression.' }),
    }),
  ),
  cost: Type.Optional(Type.Object({ minor: Type.String(), currency: Type.String() })),
  says: Type.Optional(
    Type.String({ maxLength: 2000, description: 'What will happen, for who decides; expressions are resolved.' }),
  ),
})
export type EffectSettings = Static<typeof EffectSettings>

/** How an effect is taken back when the workflow fails later: another node of the workflow, given what this one put out. */
export const UndoSettings = Type.Object({ node: Type.String({ description: 'Id of the node that takes it back.' }) })
export type UndoSettings = Static<typeof UndoSettings>

export const NodeSettings = Type.Object({
  disabled: Type.Optional(Type.Boolean()),
  notes: Type.Optional(Type.String()),
  notesInFlow: Type.Optional(Type.Boolean()),
  retryOnFail: Type.Optional(Type.Boolean()),
  maxTries: Type.Optional(Type.Number()),
  waitBetweenTriesMs: Type.Optional(Type.Number()),
  /** In place of maxTries and waitBetweenTriesMs. */
  retry: Type.Optional(RetryPolicy),
  /** One try of the node may not take longer. */
  timeoutSeconds: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** The header under which a call carries the key of its effect; it makes a repeat after a crash safe. */
  idempotencyHeader: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{1,100}$' })),
  probe: Type.Optional(EffectProbe),
  effect: Type.Optional(EffectSettings),
  undo: Type.Optional(UndoSettings),
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

const Key = Type.Optional(
  Type.String({ description: 'An expression over the item that starts the execution; each of its values counts by itself.' }),
)

/** When and how many executions of a workflow may start. */
export const StartLimits = Type.Object({
  /** Higher ones are taken first out of what waits in the queue of a workspace. */
  priority: Type.Optional(Type.Integer({ minimum: -100, maximum: 100 })),
  /** So many at once; others wait in the queue. */
  concurrency: Type.Optional(Type.Object({ limit: Type.Integer({ minimum: 1 }), key: Key })),
  /** So many in a period; others are started later. */
  throttle: Type.Optional(Type.Object({ limit: Type.Integer({ minimum: 1 }), seconds: Type.Integer({ minimum: 1 }), key: Key })),
  /** So many in a period; others are refused. */
  rateLimit: Type.Optional(Type.Object({ limit: Type.Integer({ minimum: 1 }), seconds: Type.Integer({ minimum: 1 }), key: Key })),
  /** Starts with the newest event once it has been quiet for so long, `maxSeconds` after the first one at the latest. */
  debounce: Type.Optional(
    Type.Object({ seconds: Type.Integer({ minimum: 1 }), maxSeconds: Type.Optional(Type.Integer({ minimum: 1 })), key: Key }),
  ),
  /** Two events with the same key within the window are one. The header Idempotency-Key does the same without a setting. */
  deduplicate: Type.Optional(Type.Object({ key: Type.String(), windowSeconds: Type.Integer({ minimum: 1 }) })),
})
export type StartLimits = Static<typeof StartLimits>

/** What a schedule does about ticks for which nobody was there, and how far a tick may be shifted. */
export const ScheduleSettings = Type.Object({
  missed: Type.Optional(
    Type.Enum(['skip', 'once', 'all'], { description: '`once` makes up for the last one only, and is the default.' }),
  ),
  /** How many missed ticks `all` makes up for, the newest ones. */
  missedMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** Each tick is shifted by a time between nothing and this, the same for the same tick in every process. */
  jitterSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
})
export type ScheduleSettings = Static<typeof ScheduleSettings>

export const WorkflowSettings = Type.Object(
  {
    executionOrder: Type.Union([Type.Literal('v0'), Type.Literal('v1')]),
    timezone: Type.Optional(Type.String()),
    errorWorkflow: Type.Optional(Type.String()),
    executionTimeoutSeconds: Type.Optional(Type.Number()),
    /** Branches that do not depend on each other are executed side by side, so many nodes at once. */
    parallel: Type.Optional(Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 100 }) })),
    limits: Type.Optional(StartLimits),
    schedule: Type.Optional(ScheduleSettings),
    /** Where its effects happen, for policies; `production` without it. A connection that says where it leads to is believed first. */
    environment: Type.Optional(Environment),
    /** What follows when it fails: with `undo`, effects that can be taken back are, the last one first. */
    onFailure: Type.Optional(Type.Enum(['stop', 'undo'])),
    /** Settings of the imported workflow that Steward does not know, kept for the way back. */
    extra: Type.Optional(Json),
  },
  { $id: 'WorkflowSettings' },
)
export type WorkflowSettings = Static<typeof WorkflowSettings>

/** Nodes that are drawn within one frame, and as one box while it is collapsed. It means nothing to whoever executes them. */
export const NodeGroup = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 255 }),
  name: Type.String({ maxLength: 255 }),
  nodes: Type.Array(Type.String({ description: 'Id of the node.' })),
  color: Type.Optional(Type.Integer({ minimum: 1, maximum: 7 })),
  isCollapsed: Type.Optional(Type.Boolean()),
})
export type NodeGroup = Static<typeof NodeGroup>

/** A workflow as it is drawn, stored, versioned and exported. */
export const WorkflowDocument = Type.Object(
  {
    steward: Type.Literal(documentFormat),
    name: Type.String({ minLength: 1, maxLength: 255 }),
    description: Type.Optional(Type.String()),
    nodes: Type.Array(WorkflowNode),
    edges: Type.Array(WorkflowEdge),
    groups: Type.Optional(Type.Array(NodeGroup)),
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
