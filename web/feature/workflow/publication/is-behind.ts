import type { WorkflowSummary } from '@steward/contract/api/workflow'

/** It is on, with an older version than the newest one. */
export const isBehind = ({ status, version, publishedVersion }: WorkflowSummary): boolean =>
  status === 'active' && publishedVersion !== version
