import { Type } from 'typebox'
import { type ConfigKey, defineConfig } from '#hub/config'

const queries = { category: 'Database queries', scopes: ['GLOBAL', 'TENANT'] } as const

export const resultDays = defineConfig({
  ...queries,
  key: 'access.result_days',
  title: 'How long results are kept',
  description: 'The result of a query, and what was there before a change, can be looked at and taken back for so long.',
  unit: 'days',
  schema: Type.Integer({ minimum: 1, maximum: 365 }),
  default: 7,
})

export const grantHoursMax = defineConfig({
  ...queries,
  key: 'access.grant_hours_max',
  title: 'Longest standing access',
  description: 'For how long somebody can be given access to a database without asking for each query.',
  unit: 'hours',
  schema: Type.Integer({ minimum: 1, maximum: 8_760 }),
  default: 72,
})

export const startWithinHours = defineConfig({
  ...queries,
  key: 'access.start_within_hours',
  title: 'How long an approved query may wait',
  description: 'A query that could not begin within so many hours after it was approved, or after its time, has expired.',
  unit: 'hours',
  schema: Type.Integer({ minimum: 1, maximum: 720 }),
  default: 24,
})

export const accessConfig: readonly ConfigKey[] = [resultDays, grantHoursMax, startWithinHours]
