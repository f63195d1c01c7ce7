import { Type } from 'typebox'
import { endpoint } from './endpoint.ts'

/** In the order in which most people take them. */
export const firstSteps = ['workflow', 'run', 'published', 'connection', 'policy', 'invited'] as const

export const getFirstSteps = endpoint({
  method: 'GET',
  path: '/first-steps',
  operationId: 'getFirstSteps',
  tag: 'workspace',
  permission: 'workflow:read',
  summary: 'What has been done in the workspace of what is done first: told from what is there, not from what was clicked.',
  response: Type.Object({
    steps: Type.Array(Type.Object({ name: Type.Enum([...firstSteps]), isDone: Type.Boolean() })),
  }),
})
