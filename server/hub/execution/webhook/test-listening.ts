import type pg from 'pg'
import type { PlanNode } from '#engine/core'
import type { LoadedWorkflow } from '#engine/host'
import { executionError } from '../errors.ts'
import type { Webhook } from './live-webhooks.ts'
import { type ListeningRow, readListenings, storeListening, takeListening } from './test-listening.store.ts'
import { type WebhookMatch, WebhookTable } from './webhook-table.ts'

/** How long one call is waited for. */
const listenMs = 2 * 60_000

/** A webhook of a workflow that a person tries out. */
export type TestWebhook = {
  readonly loaded: LoadedWorkflow
  readonly node: PlanNode
  readonly hook: Pick<Webhook, 'listen' | 'workspaceId'>
  readonly createdBy: string | null
}

type Listening = { readonly hooks: readonly TestWebhook[]; readonly until: Date }

type Options = {
  readonly pool: pg.Pool
  readonly load: (workflowId: string, version: number) => Promise<LoadedWorkflow | undefined>
}

/** Who listens for a test call right now, in whichever process. A call ends it, and so does time. */
export class TestListenings {
  private readonly options: Options
  private reading: Promise<TestWebhook[]> | undefined
  private next: Promise<TestWebhook[]> | undefined

  constructor(options: Options) {
    this.options = options
  }

  /** Listens for one call of any webhook of the workflow. */
  async listen(loaded: LoadedWorkflow, createdBy: string | null): Promise<Listening> {
    const hooks = testWebhooks(loaded, createdBy)
    if (hooks.length === 0) throw executionError.no_webhook_trigger()
    const { id: workflowId, workspaceId, version } = loaded.workflow
    const listening = { workflowId, workspaceId, version, createdBy, forMs: listenMs }
    const { listen_until: until } = await storeListening(this.options.pool, listening, async (others) => {
      const taken = tableOf(await this.hooksOf(others))
      for (const { hook } of hooks) {
        const { method, path } = hook.listen
        if (taken.find(method, path) !== undefined) throw executionError.test_path_taken({ method, path })
      }
    })
    return { hooks, until }
  }

  async find(method: string, path: string): Promise<WebhookMatch<TestWebhook> | undefined> {
    return tableOf(await this.read()).find(method, path)
  }

  /** Ends listening for a call; false when another call was faster. */
  take(workflowId: string): Promise<boolean> {
    return takeListening(this.options.pool, workflowId)
  }

  /** Calls at once share a look that began after each of them, so that many calls of paths nobody listens at are few questions. */
  private read(): Promise<TestWebhook[]> {
    if (this.reading === undefined) {
      this.reading = this.readNow().finally(() => (this.reading = undefined))
      return this.reading
    }
    this.next ??= this.reading
      .catch(() => {})
      .then(() => {
        this.next = undefined
        return this.read()
      })
    return this.next
  }

  private async readNow(): Promise<TestWebhook[]> {
    return this.hooksOf(await readListenings(this.options.pool))
  }

  private async hooksOf(rows: readonly ListeningRow[]): Promise<TestWebhook[]> {
    const hooks = await Promise.all(
      rows.map(async (row) => {
        const loaded = await this.options.load(row.workflow_id, row.version)
        return loaded === undefined ? [] : testWebhooks(loaded, row.created_by)
      }),
    )
    return hooks.flat()
  }
}

const tableOf = (hooks: readonly TestWebhook[]) =>
  new WebhookTable(hooks.map((to) => ({ method: to.hook.listen.method, path: to.hook.listen.path, to })))

function testWebhooks(loaded: LoadedWorkflow, createdBy: string | null): TestWebhook[] {
  const { workspaceId } = loaded.workflow
  const triggers = loaded.plan.nodes.filter(
    ({ node, definition }) => definition?.trigger === 'webhook' && node.settings.disabled !== true,
  )
  return triggers.flatMap((node) =>
    listensOf(node).flatMap((listen) =>
      listen.kind === 'webhook' ? [{ loaded, node, hook: { listen, workspaceId }, createdBy }] : [],
    ),
  )
}

function listensOf({ node, view, definition }: PlanNode) {
  try {
    return definition?.listens?.(view) ?? []
  } catch (error) {
    throw executionError.cannot_listen({ node: node.name, reason: error instanceof Error ? error.message : String(error) }, error)
  }
}
