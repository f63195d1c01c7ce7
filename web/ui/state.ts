/** Every state the product shows. The words are in the catalogue, the circles in state-circle.tsx. */
export const states = [
  'queued',
  'running',
  'waiting',
  'paused',
  'completed',
  'failed',
  'cancelled',
  'in_doubt',
  'skipped',
  'draft',
  'active',
  'inactive',
  'archived',
] as const
export type State = (typeof states)[number]

export const isState = (value: string): value is State => (states as readonly string[]).includes(value)

/** Work that has not come to its end. */
export const isUnfinished = (status: string): boolean => ['queued', 'running', 'waiting', 'paused'].includes(status)
