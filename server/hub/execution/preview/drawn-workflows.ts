import { type DrawnWorkflow, findDrawn } from '#hub/workflow'
import type { Databases } from '#db'

/** Each may be megabytes; people draw a few at a time. */
const keptMax = 20

/** The workflows that people draw just now, read anew when they have changed. */
export class DrawnWorkflows {
  private readonly kept = new Map<string, DrawnWorkflow>()

  async find(db: Databases, place: { readonly workspaceId: string; readonly id: string }): Promise<DrawnWorkflow | undefined> {
    const key = `${place.workspaceId}/${place.id}`
    const found = await findDrawn(db, place, this.kept.get(key))
    this.kept.delete(key)
    if (found === undefined) return undefined
    this.kept.set(key, found)
    const oldest = this.kept.keys().next().value
    if (this.kept.size > keptMax && oldest !== undefined) this.kept.delete(oldest)
    return found
  }
}
