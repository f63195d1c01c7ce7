import type { Workflow } from '@steward/contract/api/workflow'
import { useCallback } from 'react'
import { useSaveVersion } from '../../api/workflows.ts'
import type { Editor } from '../../editor/session/editor.ts'

/**
 * Makes a version of what is drawn, as starting and publishing take it. Whoever may only look at the workflow goes on with
 * the newest version there is. Throws where something could not be stored.
 */
export function useVersion(editor: Editor, workflowId: string): (note?: string) => Promise<Workflow | undefined> {
  const { mutateAsync } = useSaveVersion()
  return useCallback(
    async (note) => {
      if (!editor.mayWrite) return undefined
      await editor.flush()
      return await mutateAsync({ id: workflowId, ...(note === undefined ? {} : { note }) })
    },
    [editor, workflowId, mutateAsync],
  )
}
