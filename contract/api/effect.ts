import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts'
import { Environment, Money, PolicyReference, SubjectKind } from './policy.ts'

const tag = 'effect'

/**
 * What became of an effect. `in_doubt`: it may have happened, and somebody must say so or not. `happened`, `repeated`
 * and `stopped` are the answers to that; a repeated one becomes `completed` or `failed` when its new call is over.
 * `cut_off`: the execution was ended while the call was under way or in doubt, so it may have happened. `refused`: the gate
 * did not let it through, so it never happened. `undone`: it happened, and another effect has taken it back.
 */
export const effectOutcomes = [
  'completed',
  'failed',
  'in_doubt',
  'happened',
  'repeated',
  'stopped',
  'cut_off',
  'refused',
  'undone',
] as const
export type EffectOutcome = (typeof effectOutcomes)[number]

export const effectDecisions = ['happened', 'repeat', 'stop'] as const
export type EffectDecision = (typeof effectDecisions)[number]

export const Receipt = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'The key of the effect, the same for every try. A node that calls once per item sends it with the first.',
    }),
    subjectKind: SubjectKind,
    executionId: Nullable(Id),
    workflowId: Nullable(Id),
    workflowName: Nullable(Type.String()),
    workflowVersion: Nullable(Type.Integer()),
    nodeId: Nullable(Type.String()),
    nodeName: Type.String({ description: 'Of what is no node, such as a query, its title.' }),
    runIndex: Nullable(Type.Integer({ description: 'Which execution of this node, from 0.' })),
    class: EffectClass,
    environment: Nullable(Environment),
    connector: Nullable(Type.String({ description: 'Type of the node, or the kind of database.' })),
    policies: Type.Array(PolicyReference, { description: 'Those that decided, as they were.' }),
    approvalId: Nullable(Id),
    actor: Nullable(
      Type.Object(
        { id: Id, name: Nullable(Type.String()) },
        { description: 'Whom it was done for; the name is null once nobody has it any more.' },
      ),
    ),
    amount: Nullable(Money),
    cost: Nullable(Money),
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
        excerpt: Type.Optional(
          Type.Unknown({ description: 'What came back, secrets left out and cut short to 2 KiB; not of reads.' }),
        ),
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
    reason: Nullable(Type.String({ description: 'Why it was refused, or decided as it was.' })),
    request: Type.Optional(
      Type.Unknown({ description: 'What was asked for, secrets left out and cut short to 4 KiB; not of reads.' }),
    ),
    undoes: Nullable(Id),
    undoneBy: Nullable(Id),
    batchId: Nullable(
      Type.String({
        format: 'uuid',
        description:
          'Of the writing that the line `effect.receipts_written` of the audit log tells of; null before there were such lines.',
      }),
    ),
  },
  { $id: 'Receipt' },
)
export type Receipt = Static<typeof Receipt>

const several = (what: string) =>
  Type.Optional(Type.String({ description: `${what}. One or more, separated by commas.`, maxLength: 200 }))

const filters = {
  workflowId: Type.Optional(Id),
  executionId: Type.Optional(Id),
  class: several('Effect classes'),
  outcome: several('Outcomes'),
  environment: several('Environments'),
  subject: several('What did it: `node`, `query`, `publish`, `undo`'),
  connector: Type.Optional(Type.String({ description: 'Type of the node, or the kind of database.', maxLength: 255 })),
  connection: Type.Optional(Type.String({ description: 'Id of the connection or instance.', maxLength: 255 })),
  approvalId: Type.Optional(Id),
  actor: Type.Optional(Id),
  target: Type.Optional(Type.String({ description: 'The host or service, exactly.', maxLength: 2000 })),
  text: Type.Optional(
    Type.String({ description: 'Somewhere in the name of the node or the workflow, or in the target.', maxLength: 200 }),
  ),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
}

export const listEffects = endpoint({
  method: 'GET',
  path: '/effects',
  operationId: 'listEffects',
  tag,
  permission: 'execution:read',
  summary: 'Receipts of effects, newest first. With `outcome=in_doubt`: what waits for an answer.',
  query: Type.Object({ ...filters, ...PageQuery }),
  response: Page(Receipt),
})

export const summariseEffects = endpoint({
  method: 'GET',
  path: '/effects/summary',
  operationId: 'summariseEffects',
  tag,
  permission: 'execution:read',
  summary: 'How many receipts there are, by class and outcome. Without `from`: of the last 30 days.',
  query: Type.Object(filters),
  response: Type.Object({
    from: Time,
    total: Type.Integer(),
    items: Type.Array(Type.Object({ class: EffectClass, outcome: Type.Enum([...effectOutcomes]), count: Type.Integer() })),
  }),
})

export const exportEffects = endpoint({
  method: 'GET',
  path: '/effects/export',
  operationId: 'exportEffects',
  tag,
  permission: 'execution:read',
  summary:
    'The receipts that match, newest first, as a file: CSV for spreadsheets, or NDJSON that `steward receipts verify` proves against an export of the audit log.',
  query: Type.Object({ format: Type.Optional(Type.Enum(['ndjson', 'csv'])), ...filters }),
  response: Type.Unknown({ description: 'A file.' }),
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
