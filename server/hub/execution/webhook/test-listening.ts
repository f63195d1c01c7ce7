import type { PlanNode } from '#engine/core'
import type { LoadedWorkflow } from '#engine/host'
import { executionError } from '../errors.ts'
import type { Webhook } from './live-webhooks.ts'
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

/** Who listens for a test call right now, in this process. A call ends it, and so does time. */
export class TestListenings {
  private readonly byWorkflow = new Map<string, Listening>()

  /** Listens for one call of any webhook of the workflow. */
  listen(loaded: LoadedWorkflow, createdBy: string | null, now: Date): Listening {
    const hooks = testWebhooks(loaded, createdBy)
    if (hooks.length === 0) throw executionError.no_webhook_trigger()
    for (const { hook } of hooks) {
      const { method, path } = hook.listen
      const other = this.find(method, path, now)?.to.loaded.workflow.id
      if (other !== undefined && other !== loaded.workflow.id) throw executionError.test_path_taken({ method, path })
    }
    const listening = { hooks, until: new Date(now.getTime() + listenMs) }
    this.byWorkflow.set(loaded.workflow.id, listening)
    return listening
  }

  find(method: string, path: string, now: Date): WebhookMatch<TestWebhook> | undefined {
    const routes = [...this.byWorkflow].flatMap(([workflowId, { hooks, until }]) => {
      if (until > now) return hooks.map((to) => ({ method: to.hook.listen.method, path: to.hook.listen.path, to }))
      this.byWorkflow.delete(workflowId)
      return []
    })
    return new WebhookTable(routes).find(method, path)
  }

  stop(workflowId: string): void {
    this.byWorkflow.delete(workflowId)
  }
}

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
