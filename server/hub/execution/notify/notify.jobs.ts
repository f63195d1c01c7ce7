import type { Transaction } from 'kysely'
import { bulkSubscription, type Databases, type EventEnvelope, type Subscription } from '#db'
import { tellPeople } from '#hub/profile'
import { findWorkflowPeople, type LookedAfter } from '#hub/workflow'
import { noteFailing } from './failing.store.ts'
import { executionsFailed, type Failures, type Missed, ticksMissed } from './tell-trouble.store.ts'

/** Tells those who look after a workflow that it fails or has missed times; however many, it is told once until it is read. */
export function troubleSubscription(db: Databases): Subscription {
  return bulkSubscription<unknown>({
    consumer: 'execution.trouble',
    types: [executionsFailed, ticksMissed],
    handle: async (tx, events) => {
      const failed = joined(all<Failures>(events, executionsFailed, 'failures'))
      const missed = joined(all<Missed>(events, ticksMissed, 'schedules'))
      const ids = [...failed, ...missed].map(({ workflowId }) => workflowId)
      const people = await findWorkflowPeople(db, [...new Set(ids)])
      await tellOfFailures(tx, failed, people)
      for (const { workflowId, workspaceId, count } of missed) {
        const workflow = people.get(workflowId)
        if (workflow === undefined) continue
        await tellPeople(tx, {
          kind: 'schedule_missed',
          workspaceId,
          subject: workflowId,
          parts: { workflow: workflow.name },
          path: `/workflows/${workflowId}`,
          count,
          people: workflow.people,
          otherwise: 'execution:write',
        })
      }
    },
  })
}

type People = ReadonlyMap<string, LookedAfter>

async function tellOfFailures(tx: Transaction<unknown>, failed: readonly Failures[], people: People): Promise<void> {
  await noteFailing(tx, failed)
  for (const { workflowId, workspaceId, workflowName: workflow, node, executionId, count } of failed) {
    await tellPeople(tx, {
      kind: 'execution_failed',
      workspaceId,
      subject: workflowId,
      // Not why: an error may quote what was worked on.
      parts: { workflow, node },
      path: `/executions/${executionId}`,
      count,
      people: people.get(workflowId)?.people ?? [],
      otherwise: 'execution:write',
    })
  }
}

function all<One>(events: readonly EventEnvelope[], type: string, name: string): One[] {
  return events.flatMap((event) => (event.type === type ? (event.payload[name] as unknown as One[]) : []))
}

/** One of each workflow: the last one, with how many there were. */
function joined<One extends { readonly workflowId: string; readonly count: number }>(told: readonly One[]): One[] {
  return [...Map.groupBy(told, ({ workflowId }) => workflowId).values()].flatMap((own) => {
    const last = own.at(-1)
    return last === undefined ? [] : [{ ...last, count: own.reduce((sum, { count }) => sum + count, 0) }]
  })
}
