import type { Execution } from '@steward/contract/api/execution'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { executionListQuery, executionQuery } from '../../api/executions.ts'
import { isUnfinished } from '../../ui/state.ts'
import { MapTargets, type Place, PlaceStore } from './place-store.ts'

/** The data around a node: what its panes show and its expressions are worked out on. */
export type Values = {
  readonly workflowId: string | undefined
  readonly document: WorkflowDocument
  readonly node: WorkflowNode
  /** The execution that is shown. */
  readonly execution: Execution | undefined
  /** An execution from before, where none is shown or it has not come here: what may be expected. */
  readonly earlier: Execution | undefined
  readonly place: PlaceStore
  readonly targets: MapTargets
  /** Executes what comes before the node, where that can be done. */
  readonly onRunPrevious?: (() => void) | undefined
}

const ValuesContext = createContext<Values | undefined>(undefined)

/** Undefined where a field stands outside of a node. */
export const useValues = (): Values | undefined => use(ValuesContext)

type Props = {
  readonly document: WorkflowDocument
  readonly node: WorkflowNode
  readonly executionId: string | undefined
  readonly onRunPrevious?: (() => void) | undefined
  readonly children: ReactNode
}

/** Around panes and form of a node, so that they look at the same item and find each other. */
export function ValuesProvider({ document, node, executionId, onRunPrevious, children }: Props) {
  const { workflowId: routed } = useParams({ strict: false })
  const { data: execution } = useQuery({ ...executionQuery(executionId ?? ''), enabled: executionId !== undefined })
  const workflowId = execution?.summary.workflowId ?? routed
  const [stores] = useState(() => ({ place: new PlaceStore(), targets: new MapTargets() }))
  const hasCome = execution?.nodes.some(({ nodeId }) => nodeId === node.id) === true
  const earlier = useEarlier(hasCome || isStillRunning(execution) ? undefined : workflowId, executionId)
  useEffect(() => stores.place.set({ runIndex: undefined, itemIndex: 0 }), [stores, executionId])
  const values = useMemo(
    () => ({ workflowId, document, node, execution, earlier, onRunPrevious, ...stores }),
    [workflowId, document, node, execution, earlier, onRunPrevious, stores],
  )
  return <ValuesContext value={values}>{children}</ValuesContext>
}

const isStillRunning = (execution: Execution | undefined) => execution !== undefined && isUnfinished(execution.summary.status)

/** The last execution of the workflow that has ended, other than the one that is shown. */
function useEarlier(workflowId: string | undefined, except: string | undefined): Execution | undefined {
  const list = useInfiniteQuery({
    ...executionListQuery({ workflowId, status: 'completed,failed' }),
    enabled: workflowId !== undefined,
    staleTime: 30_000,
  })
  const id = list.data?.pages[0]?.items.find((one) => one.id !== except)?.id
  const { data } = useQuery({
    ...executionQuery(id ?? ''),
    enabled: workflowId !== undefined && id !== undefined,
    staleTime: 60_000,
  })
  return workflowId === undefined ? undefined : data
}

const nowhere = new PlaceStore()

export function usePlace(): Place {
  const place = useValues()?.place ?? nowhere
  return useSyncExternalStore(place.subscribe, place.read)
}
