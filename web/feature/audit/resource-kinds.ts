/** The kinds of things that people know, in the order in which they are offered. */
export const resourceKinds = [
  'workflow',
  'connection',
  'variable',
  'member',
  'invitation',
  'role',
  'pod',
  'workspace',
  'api_key',
  'config',
  'user',
  'audit',
] as const
