import { type Static, Type } from 'typebox'
import { EffectClass } from '../effect.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { Person } from './role.ts'

const tag = 'policy'

/** Where an effect happens, as far as care is concerned; what names none is taken for production. */
export const environments = ['development', 'staging', 'production'] as const
export type Environment = (typeof environments)[number]
export const Environment = Type.Enum([...environments], { $id: 'Environment' })

/** What can ask for something at the gate. */
export const subjectKinds = ['node', 'query', 'publish', 'undo'] as const
export type SubjectKind = (typeof subjectKinds)[number]
export const SubjectKind = Type.Enum([...subjectKinds])

/** In minor units of the currency (cents), as a text of digits: no amount is ever a float. */
export const Money = Type.Object(
  { minor: Type.String({ pattern: '^-?[0-9]{1,18}$' }), currency: Type.String({ pattern: '^[A-Z]{3}$' }) },
  { $id: 'Money' },
)
export type Money = Static<typeof Money>

const some = <T extends Parameters<typeof Type.Array>[0]>(item: T) => Type.Array(item, { minItems: 1, maxItems: 200 })
const Minute = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })

const Things = {
  connectors: Type.Optional(some(Type.String({ maxLength: 255, description: 'Types of nodes, such as `http_request`.' }))),
  connections: Type.Optional(some(Id)),
  workflows: Type.Optional(some(Id)),
  targets: Type.Optional(
    some(
      Type.String({ minLength: 1, maxLength: 300, description: 'A host, on any port; `*.example.com` is every host below it.' }),
    ),
  ),
}

/** All that is named must hold; within a list one is enough. Nothing named holds always. */
export const PolicyConditions = Type.Object(
  {
    subjects: Type.Optional(some(SubjectKind)),
    classes: Type.Optional(some(EffectClass)),
    environments: Type.Optional(some(Environment)),
    ...Things,
    /** Another currency counts as over, and so does a payment of unknown amount. */
    amountOver: Type.Optional(Money),
    times: Type.Optional(
      Type.Object({
        days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
          minItems: 1,
          maxItems: 7,
          description: 'Those on which the times begin; 1 is Monday. Where they end before they begin, it is on the next day.',
        }),
        from: Minute,
        to: Minute,
        timezone: Type.String({ maxLength: 64, description: 'IANA name.' }),
        outside: Type.Optional(Type.Boolean({ description: 'Holds outside of these times instead.' })),
      }),
    ),
    except: Type.Optional(
      Type.Object(Things, { additionalProperties: false, description: 'Whatever is named here is left out.' }),
    ),
  },
  { $id: 'PolicyConditions', additionalProperties: false },
)
export type PolicyConditions = Static<typeof PolicyConditions>

/** People by themselves and by role; whoever asked is never among them. */
export const Deciders = Type.Object(
  {
    roles: Type.Optional(some(Type.String({ maxLength: 100, description: 'Names of roles.' }))),
    people: Type.Optional(some(Id)),
    podManagers: Type.Optional(Type.Boolean({ description: 'The managers of the pod that it belongs to.' })),
  },
  { $id: 'Deciders', additionalProperties: false },
)
export type Deciders = Static<typeof Deciders>

/** How it is asked. Without `deciders`: everybody who holds `effect:decide` (`query:decide` for queries). */
export const PolicyAsking = Type.Object(
  {
    deciders: Type.Optional(Deciders),
    quorum: Type.Integer({ minimum: 1, maximum: 10, default: 1 }),
    expiresInMinutes: Type.Integer({ minimum: 1, maximum: 129_600, default: 10_080 }),
    remindAfterMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 129_600 })),
    escalate: Type.Optional(
      Type.Object(
        { afterMinutes: Type.Integer({ minimum: 1, maximum: 129_600 }), to: Deciders },
        { additionalProperties: false },
      ),
    ),
    reasonRequired: Type.Optional(Type.Boolean()),
  },
  { $id: 'PolicyAsking', additionalProperties: false },
)
export type PolicyAsking = Static<typeof PolicyAsking>

export const policyAnswers = ['allow', 'ask', 'deny'] as const
export type PolicyAnswer = (typeof policyAnswers)[number]

const rule = {
  name: Type.String({ minLength: 1, maxLength: 255 }),
  description: Nullable(Type.String({ maxLength: 2000 })),
  isActive: Type.Boolean(),
  answer: Type.Enum([...policyAnswers]),
  conditions: PolicyConditions,
  asking: Nullable(PolicyAsking),
}

/** Of several policies that hold, deny beats ask and ask beats allow. Where none holds, an effect is allowed. */
export const Policy = Type.Object(
  {
    id: Id,
    key: Nullable(
      Type.String({ description: 'Of a policy that comes with the product; it can be changed and switched off, not deleted.' }),
    ),
    ...rule,
    version: Type.Integer(),
    updatedAt: Nullable(Time),
    updatedBy: Nullable(Person),
  },
  { $id: 'Policy' },
)
export type Policy = Static<typeof Policy>

/** The policies that decided about something, as they were. */
export const PolicyReference = Type.Object({ id: Id, name: Type.String(), version: Type.Integer() }, { $id: 'PolicyReference' })
export type PolicyReference = Static<typeof PolicyReference>

export const NewPolicy = Type.Object(
  {
    ...rule,
    description: Type.Optional(rule.description),
    isActive: Type.Optional(rule.isActive),
    asking: Type.Optional(rule.asking),
  },
  { additionalProperties: false },
)
export type NewPolicy = Static<typeof NewPolicy>

export const listPolicies = endpoint({
  method: 'GET',
  path: '/policies',
  operationId: 'listPolicies',
  tag,
  permission: 'policy:read',
  summary: 'The policies of the workspace, those that come with the product among them.',
  response: Type.Object({ items: Type.Array(Policy) }),
})

export const createPolicy = endpoint({
  method: 'POST',
  path: '/policies',
  operationId: 'createPolicy',
  tag,
  permission: 'policy:manage',
  status: 201,
  summary: 'Makes a policy. It holds at once, in every process.',
  body: NewPolicy,
  response: Policy,
})

export const changePolicy = endpoint({
  method: 'PATCH',
  path: '/policies/:id',
  operationId: 'changePolicy',
  tag,
  permission: 'policy:manage',
  summary: 'Changes a policy. Approvals that an earlier version asked for and that were not used yet are asked for again.',
  params: IdParams,
  body: Type.Object(
    {
      name: Type.Optional(rule.name),
      description: Type.Optional(rule.description),
      isActive: Type.Optional(rule.isActive),
      answer: Type.Optional(rule.answer),
      conditions: Type.Optional(rule.conditions),
      asking: Type.Optional(rule.asking),
      version: Type.Integer({ description: 'The version that was looked at; another one is refused.' }),
    },
    { additionalProperties: false },
  ),
  response: Policy,
})

export const deletePolicy = endpoint({
  method: 'DELETE',
  path: '/policies/:id',
  operationId: 'deletePolicy',
  tag,
  permission: 'policy:manage',
  status: 204,
  summary: 'Deletes a policy.',
  params: IdParams,
  response: Nothing,
})

/** What a policy would have done with one effect of the past. */
export const PolicyTrialLine = Type.Object({
  receiptId: Id,
  at: Time,
  class: EffectClass,
  environment: Environment,
  workflowName: Type.String(),
  nodeName: Type.String(),
  target: Nullable(Type.String()),
  before: Type.Enum([...policyAnswers]),
  after: Type.Enum([...policyAnswers]),
})

export const tryPolicy = endpoint({
  method: 'POST',
  path: '/policies/trial',
  operationId: 'tryPolicy',
  tag,
  permission: 'policy:manage',
  status: 200,
  summary: 'Tries a policy on the effects of the past, before it holds: how often it would have allowed, asked and denied.',
  body: Type.Object(
    {
      policy: NewPolicy,
      replaces: Type.Optional(Id),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 7 })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({
    from: Time,
    considered: Type.Integer({
      description: 'Effects looked at; reads only where the policy, or the one it replaces, names that class.',
    }),
    isPartial: Type.Boolean({ description: 'There were more than are looked at; the newest were.' }),
    matched: Type.Integer({ description: 'Effects for which the policy holds.' }),
    allowed: Type.Integer({ description: 'Of those matched, by all policies together.' }),
    asked: Type.Integer({ description: 'Of those matched.' }),
    denied: Type.Integer({ description: 'Of those matched.' }),
    changed: Type.Integer({ description: 'Effects that would have been answered otherwise than by the policies of now.' }),
    examples: Type.Array(PolicyTrialLine, { description: 'Some of those, newest first.' }),
  }),
})
