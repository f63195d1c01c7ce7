import type { Execution } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { applyEvents } from '../../api/apply-events.ts'
import { executionQuery, useCancelExecution, useStartExecution } from '../../api/executions.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { isUnfinished } from '../../ui/state.ts'

/** What of a workflow is to be executed. */
export type RunWish = {
  /** Name of the trigger node. */
  readonly trigger?: string | undefined
  readonly items?: Record<string, unknown>[] | undefined
  /** Id of the node up to which it is executed; what the last execution here knows is not executed again. */
  readonly until?: string | undefined
  /** That node alone. */
  readonly only?: boolean | undefined
}

export type LastRun = ReturnType<typeof useLastRun>

/** The execution that the canvas shows: the one started here, or until then `first`. It is read whole when it comes to rest; in between events carry it. */
export function useLastRun(workflowId: string, first?: string) {
  const client = useQueryClient()
  const [id, setId] = useState(first)
  const start = useStartExecution()
  const cancel = useCancelExecution()
  /** Events may arrive before the answer that names the execution; they are kept until then. */
  const early = useRef<LiveEvent[]>([])
  const query = executionQuery(id ?? '')
  const { data, isPending } = useQuery({ ...query, enabled: id !== undefined })
  // An address may name one of another workflow, whose nodes are not on this canvas.
  const execution = data?.summary.workflowId === workflowId ? data : undefined

  const refresh = () => void client.invalidateQueries({ queryKey: query.queryKey })
  const apply = (events: readonly LiveEvent[]) => {
    if (events.length === 0) return
    const before = client.getQueryData(query.queryKey)
    if (before === undefined) {
      early.current.push(...events)
      refresh()
      return
    }
    // An answer that is on its way may be older than these, and would take their place.
    const isStale = client.isFetching({ queryKey: query.queryKey }) > 0
    const after = applyEvents(before, events)
    client.setQueryData(query.queryKey, after)
    // The whole record has what events leave out: items, sources, logs, and which node it is that waits.
    if (isStale || before.summary.status !== after.summary.status) refresh()
  }
  const partOf = ({ trigger, items, until, only }: RunWish) => ({
    ...withoutUndefined({ trigger, items }),
    ...(until === undefined ? {} : { until, ...(only === true ? { only } : {}), ...from(execution) }),
  })
  const run = (wish: RunWish = {}) => start.mutate({ workflowId, ...partOf(wish) }, { onSuccess: (summary) => setId(summary.id) })
  return {
    /** Not one that was laid over the canvas from elsewhere. */
    wasStartedHere: id !== undefined && start.data?.id === id,
    execution: id === undefined ? undefined : execution,
    isRunning:
      start.isPending || (id !== undefined && (isPending || (execution !== undefined && isUnfinished(execution.summary.status)))),
    start: (trigger: string | undefined, items?: Record<string, unknown>[]) => run({ trigger, items }),
    /** Executes the workflow, or a part of it. */
    run,
    /** Lays an execution over the canvas that was started elsewhere. */
    show: setId,
    /** What a start and a plan of this part are given: the plan tells which effects it would have. */
    partOf,
    cancel: () => {
      if (id !== undefined) cancel.mutate(id)
    },
    onEvents: (events: readonly LiveEvent[]) => {
      if (id !== undefined) apply(events)
    },
    onOpen: () => {
      if (id !== undefined) refresh()
    },
  }
}

/** Outputs are taken from what has come to rest. */
function from(execution: Execution | undefined): { from?: { executionId: string } } {
  if (execution === undefined || ['queued', 'running'].includes(execution.summary.status)) return {}
  return { from: { executionId: execution.summary.id } }
}
