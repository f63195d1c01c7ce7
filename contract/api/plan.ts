import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { WorkflowDocument } from '../workflow.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable } from './page.ts'
import { Environment, Money, PolicyReference, policyAnswers } from './policy.ts'

const tag = 'plan'

/** An effect that an execution would have, and that the plan has not made. */
export const PlannedEffect = Type.Object(
  {
    nodeId: Type.String(),
    nodeName: Type.String(),
    runIndex: Type.Integer({ description: 'Which execution of this node, from 0.' }),
    /** The workflow that it is in: the one that was planned, or one that it calls. */
    workflowName: Type.String(),
    class: EffectClass,
    environment: Environment,
    connector: Type.String({ description: 'Type of the node.' }),
    connection: Nullable(Type.Object({ kind: Type.String(), id: Nullable(Type.String()), name: Type.String() })),
    target: Nullable(Type.String()),
    title: Type.String({ description: 'What would happen, in a sentence with its values.' }),
    payload: Type.Unknown({ description: 'Exactly what would be sent, secrets left out.' }),
    risk: Type.Object({ level: Type.Enum(['low', 'medium', 'high']), reasons: Type.Array(Type.String()) }),
    amount: Nullable(Money),
    cost: Nullable(Money),
    /** What the policies of now answer; null where no workspace is asked. */
    answer: Nullable(Type.Enum([...policyAnswers])),
    policies: Type.Array(PolicyReference),
    asks: Type.Array(Type.String(), { description: 'Who would be asked, in names.' }),
    /** False where it is worked out from what an effect before it would have given, which nobody knows yet. */
    isCertain: Type.Boolean(),
  },
  { $id: 'PlannedEffect' },
)
export type PlannedEffect = Static<typeof PlannedEffect>

/** What an execution would do. Pure nodes and reads were executed, and nothing else. */
export const WorkflowPlan = Type.Object(
  {
    /** `waiting`: it comes to a point that only a call from outside leads on from. */
    status: Type.Enum(['completed', 'failed', 'waiting']),
    error: Nullable(Type.String()),
    effects: Type.Array(PlannedEffect),
    reads: Type.Array(Type.Object({ nodeName: Type.String(), target: Nullable(Type.String()), times: Type.Integer() }), {
      description: 'What was really read for the plan.',
    }),
    reused: Type.Optional(
      Type.Array(Type.String(), { description: 'Names of nodes whose outputs would be taken from an earlier execution.' }),
    ),
    notReached: Type.Array(Type.String(), { description: 'Names of nodes that the plan did not come to.' }),
    totals: Type.Object({
      allowed: Type.Integer(),
      asked: Type.Integer(),
      denied: Type.Integer(),
      amounts: Type.Array(Money, { description: 'One sum per currency.' }),
      costs: Type.Array(Money),
    }),
    /** What the plan cannot tell, in sentences. */
    limits: Type.Array(Type.String()),
  },
  { $id: 'WorkflowPlan' },
)
export type WorkflowPlan = Static<typeof WorkflowPlan>

const Input = {
  trigger: Type.Optional(Type.String({ description: 'Name of the trigger node; else the manual trigger, else the first.' })),
  items: Type.Optional(
    Type.Array(Type.Record(Type.String(), Type.Unknown()), {
      maxItems: 1000,
      description: '`json` of the items the trigger gives; one empty item without it.',
    }),
  ),
}

export const planWorkflow = endpoint({
  method: 'POST',
  path: '/workflows/:id/plan',
  operationId: 'planWorkflow',
  tag,
  permission: 'execution:start',
  status: 200,
  summary:
    'Works out every effect that an execution would have, with its values and what the policies say to it. Pure and reading nodes are executed; nothing is written, sent, paid, deleted or started.',
  params: IdParams,
  body: Type.Object(
    {
      ...Input,
      document: Type.Optional(WorkflowDocument),
      /** An execution of the workflow: what its effects gave then is taken for what they would give. */
      recording: Type.Optional(Id),
      /** A part of it, as in `startExecution`. */
      until: Type.Optional(Type.String({ maxLength: 255 })),
      only: Type.Optional(Type.Boolean()),
      from: Type.Optional(Type.Object({ executionId: Id })),
    },
    { additionalProperties: false },
  ),
  response: WorkflowPlan,
})

export const planDocument = endpoint({
  method: 'POST',
  path: '/plans',
  operationId: 'planDocument',
  tag,
  permission: 'workflow:write',
  status: 200,
  summary: 'The same for a document that is not stored.',
  body: Type.Object({ ...Input, document: WorkflowDocument }, { additionalProperties: false }),
  response: WorkflowPlan,
})
