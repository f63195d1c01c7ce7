import type { Databases } from '#db'
import { isEndpoint, listLiveTriggers, type LiveTrigger } from '#hub/workflow'
import { type WebhookMatch, WebhookTable } from './webhook-table.ts'

export type Webhook = LiveTrigger & { readonly listen: Extract<LiveTrigger['listen'], { kind: 'webhook' }> }

/** Unknown paths for which the database is asked, per second: enough to close a gap of milliseconds, too few to be a load. */
const asksPerSecond = 10

/** The webhooks of active workflows. Swapped whole, so a call sees the old table or the new one and never a gap. */
export class LiveWebhooks {
  private table = new WebhookTable<Webhook>([])
  private asked = 0
  private shown = 0
  private second = 0
  private asksOfSecond = 0
  private readonly databases: Databases

  constructor(databases: Databases) {
    this.databases = databases
  }

  /** Resolves when the table is at least as new as this call. */
  async reload(): Promise<void> {
    const turn = ++this.asked
    const triggers = await listLiveTriggers(this.databases, { kind: 'webhook' })
    // Of two that load at once the one that asked first may be answered last; its table is the older one.
    if (turn < this.shown) return
    this.shown = turn
    const hooks = triggers.filter((trigger): trigger is Webhook => trigger.listen.kind === 'webhook')
    this.table = new WebhookTable(hooks.map((hook) => ({ method: hook.listen.method, path: hook.listen.path, to: hook })))
  }

  find(method: string, path: string): WebhookMatch<Webhook> | undefined {
    return this.table.find(method, path)
  }

  /**
   * The same, but asks the database before it says that nobody listens: another process may have activated the
   * workflow a moment ago, and its message may still be on its way.
   */
  async findOrAsk(method: string, path: string): Promise<WebhookMatch<Webhook> | undefined> {
    const found = this.find(method, path)
    if (found !== undefined || !this.mayAsk()) return found
    if (!(await isEndpoint(this.databases, { method, path }))) return this.find(method, path)
    await this.reload()
    return this.find(method, path)
  }

  methodsAt(path: string): string[] {
    return this.table.methodsAt(path)
  }

  private mayAsk(): boolean {
    const second = Math.floor(performance.now() / 1000)
    if (second !== this.second) {
      this.second = second
      this.asksOfSecond = 0
    }
    return ++this.asksOfSecond <= asksPerSecond
  }
}
