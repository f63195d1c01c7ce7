import type { Databases } from '#db'
import { noteEndpointUse } from '#hub/workflow'

/** How often the uses of webhooks are written down. */
const noteEveryMs = 5_000

/** Notes which webhooks were called, many at a time. */
export class EndpointUse {
  private readonly used = new Set<string>()
  private readonly timer: NodeJS.Timeout
  private readonly databases: Databases

  constructor(databases: Databases) {
    this.databases = databases
    this.timer = setInterval(() => void this.write(), noteEveryMs).unref()
  }

  note(endpointId: string | undefined): void {
    if (endpointId !== undefined) this.used.add(endpointId)
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.write()
  }

  private async write(): Promise<void> {
    if (this.used.size === 0) return
    const ids = [...this.used]
    this.used.clear()
    // For people to look at; a use that is not noted harms nobody.
    await noteEndpointUse(this.databases, ids, new Date()).catch(() => {})
  }
}
