import type { Workflow } from '@steward/contract/api/workflow'
import type { WorkflowDocument, WorkflowNode, WorkflowSettings } from '@steward/contract/workflow'
import { useCallback, useEffect, useState } from 'react'
import { hasCode } from '../../api/problem.ts'
import { useSaveWorkflow } from '../../api/workflows.ts'
import { withNode } from '../../editor/model/rename.ts'

export type Draft = ReturnType<typeof useDraft>

/** The document as it stands on this page, and the version it was changed from. */
export function useDraft(workflow: Workflow) {
  const [mine, setMine] = useState<{ readonly document: WorkflowDocument; readonly baseVersion: number }>()
  const save = useSaveWorkflow()
  const stored = workflow.document
  const { id, version } = workflow.summary

  const edit = useCallback(
    (how: (document: WorkflowDocument) => WorkflowDocument) =>
      setMine((before) => ({ document: how(before?.document ?? stored), baseVersion: before?.baseVersion ?? version })),
    [stored, version],
  )
  const move = useCallback(
    (moves: ReadonlyMap<string, readonly [number, number]>) =>
      edit((document) => ({
        ...document,
        nodes: document.nodes.map((node) => {
          const to = moves.get(node.id)
          return to === undefined ? node : { ...node, position: [to[0], to[1]] as [number, number] }
        }),
      })),
    [edit],
  )
  const change = useCallback((node: WorkflowNode) => edit((document) => withNode(document, node)), [edit])
  const settle = useCallback((settings: WorkflowSettings) => edit((document) => ({ ...document, settings })), [edit])
  useLeaveWarning(mine !== undefined)

  const send = (baseVersion: number, onDone?: (saved: Workflow) => void) => {
    if (mine === undefined) return
    save.mutate(
      { id, document: mine.document, baseVersion },
      {
        onSuccess: (saved) => {
          setMine(undefined)
          onDone?.(saved)
        },
      },
    )
  }
  return {
    document: mine?.document ?? stored,
    isChanged: mine !== undefined,
    isSaving: save.isPending,
    conflict: hasCode(save.error, 'workflow.version_conflict'),
    error: hasCode(save.error, 'workflow.version_conflict') ? null : save.error,
    move,
    change,
    settle,
    save: (onDone?: (saved: Workflow) => void) => send(mine?.baseVersion ?? version, onDone),
    /** Keeps the other's version in the list and puts this one on top of it. */
    saveOver: (newestVersion: number, onDone?: (saved: Workflow) => void) => send(newestVersion, onDone),
    discard: () => {
      setMine(undefined)
      save.reset()
    },
  }
}

/** Leaving the site with unsaved changes is asked about by the browser. */
function useLeaveWarning(active: boolean) {
  useEffect(() => {
    if (!active) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [active])
}
