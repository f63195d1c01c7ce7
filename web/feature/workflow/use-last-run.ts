import type { LiveEvent } from '@steward/contract/api/live-event'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { applyEvents } from '../../api/apply-events.ts'
import { executionQuery, useCancelExecution, useStartExecution } from '../../api/executions.ts'
import { isUnfinished } from '../../ui/state.ts'

export type LastRun = ReturnType<typeof useLastRun>

/** The execution that the canvas shows: the one started here. It is read whole when it comes to rest; in between events carry it. */
export function useLastRun(workflowId: string) {
  const client = useQueryClient()
  const [id, setId] = useState<string>()
  const start = useStartExecution()
  const cancel = useCancelExecution()
  /** Events may arrive before the answer that names the execution; they are kept until then. */
  const early = useRef<LiveEvent[]>([])
  const query = executionQuery(id ?? '')
  const { data: execution } = useQuery({ ...query, enabled: id !== undefined })

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
  return {
    execution: id === undefined ? undefined : execution,
    isRunning: start.isPending || (id !== undefined && (execution === undefined || isUnfinished(execution.summary.status))),
    start: (trigger: string | undefined, items?: Record<string, unknown>[]) =>
      start.mutate(
        { workflowId, ...(trigger === undefined ? {} : { trigger }), ...(items === undefined ? {} : { items }) },
        { onSuccess: (summary) => setId(summary.id) },
      ),
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
