import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nullable, Page, PageQuery, Time } from './page.ts'

const tag = 'schedule'

/**
 * What became of a tick. `fired`: started when it was due. `made_up`: started late, because nobody was there.
 * `missed`: nobody was there, and a newer one was made up for. `skipped`: nobody was there, and the workflow wants no late
 * starts. `refused`: by the limits of the workflow. `failed`: it could not be started.
 */
export const tickOutcomes = ['fired', 'made_up', 'missed', 'skipped', 'refused', 'failed'] as const
export type TickOutcome = (typeof tickOutcomes)[number]

export const Tick = Type.Object(
  {
    id: Id,
    triggerId: Id,
    nodeId: Type.String(),
    tickAt: Time,
    dueAt: Type.String({ format: 'date-time', description: 'When it was to start: `tickAt` and its jitter.' }),
    outcome: Type.Enum([...tickOutcomes]),
    startedAt: Nullable(Time),
    lagMs: Nullable(Type.Number({ description: 'From `dueAt` until the start was stored.' })),
    executionId: Nullable(Id),
    reason: Nullable(Type.String()),
    until: Nullable(
      Type.String({
        format: 'date-time',
        description: 'Set when this stands for all ticks from `tickAt` until before then: too many to be told one by one.',
      }),
    ),
  },
  { $id: 'Tick' },
)
export type Tick = Static<typeof Tick>

export const Schedule = Type.Object(
  {
    triggerId: Type.String({ format: 'uuid', description: 'Of this rule; a node may hold several.' }),
    nodeId: Type.String(),
    node: Type.String(),
    text: Type.String({ description: 'The rule in words.' }),
    timezone: Type.String(),
    missed: Type.Enum(['skip', 'once', 'all']),
    missedMax: Type.Integer({ description: 'How many `all` makes up for.' }),
    jitterSeconds: Type.Integer(),
    next: Type.Array(Time, { description: 'When the next five ticks are due, jitter included. Empty when none comes any more.' }),
    lastTick: Nullable(Tick),
  },
  { $id: 'Schedule' },
)
export type Schedule = Static<typeof Schedule>

export const listSchedules = endpoint({
  method: 'GET',
  path: '/workflows/:id/schedules',
  operationId: 'listSchedules',
  tag,
  permission: 'workflow:read',
  summary: 'What an active workflow starts by itself at, rule by rule. Empty while it is not active.',
  params: IdParams,
  response: Type.Object({ items: Type.Array(Schedule) }),
})

export const listTicks = endpoint({
  method: 'GET',
  path: '/workflows/:id/ticks',
  operationId: 'listTicks',
  tag,
  permission: 'execution:read',
  summary: 'Every tick of its schedules that came due, newest first.',
  params: IdParams,
  query: Type.Object({
    outcome: Type.Optional(Type.String({ description: 'One or more, separated by commas.', maxLength: 200 })),
    triggerId: Type.Optional(Id),
    ...PageQuery,
  }),
  response: Page(Tick),
})
