import type { WorkflowDocument } from '@steward/contract/workflow'
import type { Databases } from '#db'
import { findStoredVersion, findStoredVersions, type VersionPlace } from './version.store.ts'

/** A version as an execution needs it. The caller has settled whether it may be seen. */
export type FoundVersion = {
  readonly versionId: string
  readonly workflowId: string
  readonly workspaceId: string
  readonly version: number
  readonly name: string
  readonly document: WorkflowDocument
  /** Who saved it; null where no person did. */
  readonly savedBy: string | null
  /** Whether the workflow is active now. */
  readonly active: boolean
}

export async function findVersion(db: Databases, workflowId: string, version: number): Promise<FoundVersion | undefined> {
  return await findStoredVersion(db, workflowId, version)
}

/** The same for many at once; those that are gone are left out. */
export async function findVersions(db: Databases, places: readonly VersionPlace[]): Promise<FoundVersion[]> {
  return places.length === 0 ? [] : await findStoredVersions(db, places)
}

/** The newest saved version, published or not. */
export async function findNewest(db: Databases, workflowId: string): Promise<FoundVersion | undefined> {
  return await findStoredVersion(db, workflowId, 'newest')
}

/** The version that webhooks and schedules start; undefined when the workflow is not active. */
export async function findPublished(db: Databases, workflowId: string): Promise<FoundVersion | undefined> {
  const found = await findStoredVersion(db, workflowId, 'published')
  return found?.active === true ? found : undefined
}
