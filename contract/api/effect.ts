import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'effect'

/**
 * What became of an effect. `in_doubt`: it may have happened, and somebody must say so or not. `happened`, `repeated`
 * and `stopped` are the answers to that; a repeated one becomes `completed` or `failed` when its new call is over.
 * `cut_off`: the execution was ended while the call was under way or in doubt, so it may have happened.
 */
export const effectOutcomes = ['completed', 'failed', 'in_doubt', 'happened', 'repeated', 'stopped', 'cut_off'] as const
export type EffectOutcome = (typeof effectOutcomes)[number]

export const effectDecisions = ['happened', 'repeat', 'stop'] as const
export type EffectDecision = (typeof effectDecisions)[number]

export const Receipt = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'The key of the effect, the same for every try. A node that calls once per item sends it with the first.',
    }),
    executionId: Id,
    workflowId: Id,
    workflowName: Type.String(),
    workflowVersion: Type.Integer(),
    nodeId: Type.String(),
    nodeName: Type.String(),
    runIndex: Type.Integer({ description: 'Which execution of this node, from 0.' }),
    class: EffectClass,
    target: Nullable(Type.String({ description: 'The host or service it touched.' })),
    connection: Nullable(Type.Object({ kind: Type.String(), id: Nullable(Type.String()), name: Type.String() })),
    requestHash: Nullable(
      Type.String({ description: 'SHA-256 (hex) over the type of the node, its resolved parameters and its connection.' }),
    ),
    outcome: Type.Enum([...effectOutcomes]),
    tries: Type.Integer(),
    intendedAt: Time,
    settledAt: Nullable(Time),
    durationMs: Nullable(Type.Number()),
    response: Nullable(
      Type.Object({
        status: Nullable(Type.Integer({ description: 'HTTP status of its last answer.' })),
        hash: Type.String({ description: 'SHA-256 (hex) of what the node gave, as the journal keeps it.' }),
        sizeBytes: Type.Integer(),
      }),
    ),
    decision: Nullable(
      Type.Object({
        answer: Type.Enum([...effectDecisions]),
        how: Type.Enum(['person', 'probe']),
        by: Nullable(Type.String({ description: 'Name of the person who decided, or who asked for the probe.' })),
        at: Time,
        reason: Nullable(Type.String()),
      }),
    ),
    request: Type.Optional(
      Type.Unknown({ description: 'What was asked for, secrets left out and cut short; of effects that are or were in doubt.' }),
    ),
  },
  { $id: 'Receipt' },
)
export type Receipt = Static<typeof Receipt>

export const listEffects = endpoint({
  method: 'GET',
  path: '/effects',
  operationId: 'listEffects',
  tag,
  permission: 'execution:read',
  summary: 'Receipts of effects, newest first. With `outcome=in_doubt`: what waits for an answer.',
  query: Type.Object({
    workflowId: Type.Optional(Id),
    executionId: Type.Optional(Id),
    class: Type.Optional(Type.String({ description: 'One or more, separated by commas.', maxLength: 200 })),
    outcome: Type.Optional(Type.String({ description: 'One or more, separated by commas.', maxLength: 200 })),
    target: Type.Optional(Type.String({ description: 'The host or service, exactly.', maxLength: 2000 })),
    from: Type.Optional(Time),
    to: Type.Optional(Time),
    ...PageQuery,
  }),
  response: Page(Receipt),
})

export const getEffect = endpoint({
  method: 'GET',
  path: '/effects/:id',
  operationId: 'getEffect',
  tag,
  permission: 'execution:read',
  summary: 'The receipt of one effect, by its key.',
  params: IdParams,
  response: Receipt,
})
