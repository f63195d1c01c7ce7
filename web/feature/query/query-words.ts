import type { QueryClass, QueryStatus, QuerySummary } from '@steward/contract/api/query'
import type { EffectClass } from '@steward/contract/effect'
import type { State } from '../../ui/state.ts'

/** The circle that each status of a query has. */
const circles: Readonly<Record<QueryStatus, State>> = {
  pending: 'waiting',
  approved: 'queued',
  rejected: 'failed',
  executing: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  expired: 'cancelled',
}

export const stateOf = ({ status, isInDoubt }: Pick<QuerySummary, 'status' | 'isInDoubt'>): State =>
  isInDoubt ? 'in_doubt' : circles[status]

/** The square that each class of a query has. */
export const effectOfClass: Readonly<Record<QueryClass, EffectClass>> = {
  read: 'read',
  write: 'write',
  schema: 'execute',
  privilege: 'execute',
  refused: 'pure',
}

const titleMax = 100

/** What a query is called: the first line of why it was asked, the name of its file, or how its text begins. */
export function titleOf({ comments, fileName, excerpt }: Pick<QuerySummary, 'comments' | 'fileName' | 'excerpt'>): string {
  const line = firstLine(comments ?? '') || (fileName ?? '') || firstLine(excerpt).replace(/^(--|\/\/|#)\s*/, '')
  return line.length > titleMax ? `${line.slice(0, titleMax - 1).trimEnd()}…` : line
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? ''

export const brandOf = { postgresql: 'brand:postgresql', mongodb: 'brand:mongodb' } as const
