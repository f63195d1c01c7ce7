import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Nullable } from './page.ts'

const tag = 'execution'

const Days = (what: string) =>
  Nullable(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description: `Days after its end that ${what} is kept; null keeps it for ever.`,
    }),
  )

/** How long a workspace keeps executions that are over. What is not over is never deleted. */
export const Retention = Type.Object(
  {
    completedDays: Days('a completed execution'),
    failedDays: Days('a failed or cancelled execution'),
  },
  { $id: 'Retention' },
)
export type Retention = Static<typeof Retention>

export const getRetention = endpoint({
  method: 'GET',
  path: '/retention',
  operationId: 'getRetention',
  tag,
  permission: 'execution:read',
  summary: 'How long the workspace keeps executions that are over.',
  response: Retention,
})

export const changeRetention = endpoint({
  method: 'PUT',
  path: '/retention',
  operationId: 'changeRetention',
  tag,
  permission: 'workspace:manage',
  summary: 'Sets how long executions are kept. What is older is deleted within the next hour and cannot be brought back.',
  body: Retention,
  response: Retention,
})
