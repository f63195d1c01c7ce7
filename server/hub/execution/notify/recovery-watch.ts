import type { Logger } from 'pino'
import { Rounds } from '#base/rounds'
import type { Databases } from '#db'
import { tellPeople } from '#hub/profile'
import { findWorkflowPeople } from '#hub/workflow'
import { forgetFailing, takeRecovered } from './failing.store.ts'

type Parts = { readonly db: Databases; readonly log: Logger; readonly clock: () => Date; readonly pollMs?: number }

const keptMs = 30 * 86_400_000

/**
 * Looks now and then whether workflows that had failed work again, and tells those who were told of it. Looking costs
 * nothing while none fails, and successes, of which there are many, tell nobody anything.
 */
export class RecoveryWatch {
  private readonly parts: Parts
  private rounds: Rounds | undefined

  constructor(parts: Parts) {
    this.parts = parts
  }

  start(): void {
    const { log, pollMs = 20_000 } = this.parts
    this.rounds = new Rounds({
      round: () => this.round(),
      onError: (error) => log.warn({ err: error }, 'workflows that work again were not looked for and will be later'),
      pollMs,
    })
  }

  async stop(): Promise<void> {
    await this.rounds?.stop()
  }

  private async round(): Promise<boolean> {
    const { db, clock } = this.parts
    return await db.transaction<unknown, boolean>('execution', async (tx) => {
      await forgetFailing(tx, new Date(clock().getTime() - keptMs))
      const recovered = await takeRecovered(tx)
      if (recovered === undefined) return false
      const { workflowId, workspaceId, workflowName: workflow } = recovered
      await tellPeople(tx, {
        kind: 'workflow_recovered',
        workspaceId,
        subject: workflowId,
        parts: { workflow },
        path: `/workflows/${workflowId}`,
        people: (await findWorkflowPeople(db, [workflowId])).get(workflowId)?.people ?? [],
        otherwise: 'execution:write',
      })
      return true
    })
  }
}
