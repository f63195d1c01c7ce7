/**
 * Every hub, lowest first. A hub may import only hubs that stand before it, so
 * this list is the start order and the dependency rule at once; tools/tidy.ts
 * holds us to it. What must travel the other way travels as an event.
 */
export const hubs = [
  'config',
  'audit',
  'identity',
  'profile',
  'tenant',
  'wallet',
  'billing',
  'connector',
  'effect',
  'workflow',
  'execution',
  'access',
  'message',
  'app',
  'insight',
] as const

export type HubName = (typeof hubs)[number]
