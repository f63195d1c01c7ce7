import type { Databases } from '#db'
import { listLiveTriggers, type LiveTrigger } from '#hub/workflow'
import { type WebhookMatch, WebhookTable } from './webhook-table.ts'

export type Webhook = LiveTrigger & { readonly listen: Extract<LiveTrigger['listen'], { kind: 'webhook' }> }

/** The webhooks of active workflows. Swapped whole, so a call sees the old table or the new one and never a gap. */
export class LiveWebhooks {
  private table = new WebhookTable<Webhook>([])
  private asked = 0
  private shown = 0
  private readonly databases: Databases

  constructor(databases: Databases) {
    this.databases = databases
  }

  /** Resolves when the table is at least as new as this call. */
  async reload(): Promise<void> {
    const turn = ++this.asked
    const triggers = await listLiveTriggers(this.databases)
    // Of two that load at once the one that asked first may be answered last; its table is the older one.
    if (turn < this.shown) return
    this.shown = turn
    const hooks = triggers.filter((trigger): trigger is Webhook => trigger.listen.kind === 'webhook')
    this.table = new WebhookTable(hooks.map((hook) => ({ method: hook.listen.method, path: hook.listen.path, to: hook })))
  }

  find(method: string, path: string): WebhookMatch<Webhook> | undefined {
    return this.table.find(method, path)
  }

  methodsAt(path: string): string[] {
    return this.table.methodsAt(path)
  }
}
