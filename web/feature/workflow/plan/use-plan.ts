import type { Workflow } from '@steward/contract/api/workflow'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { executionListQuery } from '../../../api/executions.ts'
import { usePlanWorkflow } from '../../../api/plans.ts'
import { parseItems } from '../../../lib/parse-items.ts'
import { plannedNodes } from './planned-nodes.ts'

/** What an execution would start with. */
export type Start = {
  readonly trigger: string | undefined
  /** As it was typed; empty for one empty item. */
  readonly items: string
  /** Effects are taken to give what they gave in the last execution. */
  readonly asLastTime: boolean
}

export type PlanState = ReturnType<typeof usePlan>

type Given = { readonly workflow: Workflow; readonly document: WorkflowDocument; readonly isChanged: boolean }

/** The plan that is open beside the canvas, and what it was made of. */
export function usePlan({ workflow, document, isChanged }: Given) {
  const [isOpen, setOpen] = useState(false)
  const [start, setStart] = useState<Start>({ trigger: undefined, items: '', asLastTime: false })
  const [madeOf, setMadeOf] = useState<readonly unknown[]>()
  const planning = usePlanWorkflow()
  const { id } = workflow.summary
  const last = useInfiniteQuery({ ...executionListQuery({ workflowId: id }), enabled: isOpen })
  const lastExecution = last.data?.pages[0]?.items[0]

  const triggers = triggersOf(workflow, document)
  const trigger = triggers.find((name) => name === start.trigger) ?? triggers[0]
  const items = start.items.trim() === '' ? undefined : parseItems(start.items)
  const recording = start.asLastTime ? lastExecution?.id : undefined
  const plan = planning.data

  const shape = useMemo(() => (isOpen ? shapeOf(document) : ''), [isOpen, document])
  const made = [shape, trigger, start.items, recording]
  const make = () => {
    if (items === null) return
    setMadeOf([shapeOf(document), trigger, start.items, recording])
    planning.mutate({
      id,
      ...(trigger === undefined ? {} : { trigger }),
      ...(items === undefined ? {} : { items }),
      ...(recording === undefined ? {} : { recording }),
      // What is stored may be planned by whoever may start it; another document only by who may change it.
      ...(isChanged ? { document } : {}),
    })
  }
  const open = () => {
    setOpen(true)
    make()
  }
  const planned = useMemo(
    () => (isOpen && plan !== undefined ? plannedNodes(plan, document) : undefined),
    [isOpen, plan, document],
  )
  return {
    isOpen,
    toggle: () => (isOpen ? setOpen(false) : open()),
    close: () => setOpen(false),
    make,
    start: { ...start, trigger },
    setStart: (change: Partial<Start>) => setStart((before) => ({ ...before, ...change })),
    triggers,
    items,
    lastExecution,
    plan,
    isMaking: planning.isPending,
    error: planning.error,
    isStale: madeOf !== undefined && madeOf.some((one, index) => one !== made[index]),
    /** By the id of each node that would do something outside: the policy that asks first, or nothing. */
    planned,
  }
}

/** All of it that matters to a plan: where nodes lie does not. */
const shapeOf = ({ nodes, edges, settings, pins }: WorkflowDocument): string =>
  JSON.stringify([nodes.map((node) => ({ ...node, position: undefined })), edges, settings, pins])

function triggersOf({ summary }: Workflow, document: WorkflowDocument): readonly string[] {
  const types = new Set(summary.triggers)
  return document.nodes.filter((node) => types.has(node.type) && node.settings.disabled !== true).map((node) => node.name)
}
