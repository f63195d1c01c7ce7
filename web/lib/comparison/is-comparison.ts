import type { DocumentComparison } from '@steward/contract/api/publication'

const lists = {
  nodes: ['added', 'removed', 'changed'],
  edges: ['added', 'removed'],
  connections: ['added', 'removed'],
  variables: ['added', 'removed'],
  workflows: ['added', 'removed'],
  effects: ['added', 'removed', 'kept'],
} as const

/** Whether a payload, which may be anything, is the comparison that a wish to publish carries. */
export function isComparison(payload: unknown): payload is DocumentComparison {
  const parts = fieldsOf(payload)
  const hasLists = Object.entries(lists).every(([part, names]) =>
    names.every((name) => Array.isArray(fieldsOf(parts[part])[name])),
  )
  return hasLists && Array.isArray(parts['settings']) && typeof parts['same'] === 'boolean'
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
