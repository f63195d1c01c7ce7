import { compilePlan, type NodeCatalog } from '#engine/core'
import type { Databases } from '#db'
import { type LoadedWorkflow, partialWorkflow, type Trigger, undoWorkflow } from '#engine/host'
import { findNewest, findPublished, findVersion, findVersions, type FoundVersion } from '#hub/workflow'
import { inlineWorkflow } from './find-callee.ts'

/** Compiled versions kept in memory. A version never changes, so an entry never grows old. */
const keptMax = 500

/** Finds versions of workflows and compiles them, once each. */
export class WorkflowLoader {
  private readonly kept = new Map<string, LoadedWorkflow>()
  private readonly db: Databases
  private readonly catalog: NodeCatalog
  private readonly timezone: string

  constructor(db: Databases, catalog: NodeCatalog, timezone: string) {
    this.db = db
    this.catalog = catalog
    this.timezone = timezone
  }

  async version(workflowId: string, version: number): Promise<LoadedWorkflow | undefined> {
    const kept = this.kept.get(`${workflowId}/${version}`)
    if (kept !== undefined) return kept
    return this.keep(await findVersion(this.db, workflowId, version))
  }

  /** Makes `version` find these at once. What cannot be compiled is left for it to refuse. */
  async prepare(places: readonly { readonly workflowId: string; readonly version: number }[]): Promise<void> {
    const missing = new Map(places.map((place) => [`${place.workflowId}/${place.version}`, place]))
    for (const key of missing.keys()) if (this.kept.has(key)) missing.delete(key)
    for (const found of await findVersions(this.db, [...missing.values()])) {
      try {
        this.keep(found)
      } catch {
        continue
      }
    }
  }

  /** The version an execution began with, or the document that came with its call. */
  async of(workflowId: string, version: number, trigger: Trigger | undefined): Promise<LoadedWorkflow | undefined> {
    const holder = await this.version(workflowId, version)
    if (holder === undefined || trigger === undefined) return holder
    const loaded = trigger.document === undefined ? holder : inlineWorkflow(holder, this.catalog, trigger.document)
    if (trigger.undo !== undefined) return undoWorkflow(loaded, this.catalog)
    return trigger.partial === undefined ? loaded : partialWorkflow(loaded, this.catalog, trigger.partial)
  }

  async newest(workflowId: string): Promise<LoadedWorkflow | undefined> {
    return this.keep(await findNewest(this.db, workflowId))
  }

  async published(workflowId: string): Promise<LoadedWorkflow | undefined> {
    return this.keep(await findPublished(this.db, workflowId))
  }

  private keep(found: FoundVersion | undefined): LoadedWorkflow | undefined {
    if (found === undefined) return undefined
    const key = `${found.workflowId}/${found.version}`
    const kept = this.kept.get(key)
    if (kept !== undefined && kept.workflow.active === found.active) return kept

    const { workflowId: id, workspaceId, name, version, active, document, savedBy } = found
    const loaded = {
      workflow: { id, workspaceId, name, version, active, savedBy },
      plan: kept?.plan ?? compilePlan(document, this.catalog),
      timezone: document.settings.timezone ?? this.timezone,
    }
    this.kept.delete(key)
    this.kept.set(key, loaded)
    const oldest = this.kept.keys().next().value
    if (this.kept.size > keptMax && oldest !== undefined) this.kept.delete(oldest)
    return loaded
  }
}
