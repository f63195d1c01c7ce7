import type { WorkflowDocument } from '@steward/contract/workflow'

type Entry = { readonly version: number; readonly revision: number; readonly document: WorkflowDocument; readonly bytes: number }

/** As text; in memory it is some times as much. */
const maxBytes = 32_000_000

/** The documents that were edited last, so that they need not be read anew for every change. The row, while it is locked, says which revision counts. */
export class DocumentMemory {
  readonly #entries = new Map<string, Entry>()
  #bytes = 0

  find(workflowId: string): Entry | undefined {
    return this.#entries.get(workflowId)
  }

  keep(workflowId: string, entry: Entry): void {
    this.forget(workflowId)
    this.#entries.set(workflowId, entry)
    this.#bytes += entry.bytes
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= maxBytes) return
      this.forget(oldest)
    }
  }

  forget(workflowId: string): void {
    this.#bytes -= this.#entries.get(workflowId)?.bytes ?? 0
    this.#entries.delete(workflowId)
  }
}
