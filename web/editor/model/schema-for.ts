import type { NodeKind } from '@steward/contract/api/workflow'

/** The schema of the parameters as this version of the node writes them. */
export function schemaFor(kind: NodeKind, version: number): unknown {
  return kind.older?.find(({ below }) => version < below)?.parameters ?? kind.parameters
}
