import { useEffect, useRef } from 'react'
import { call } from '../../api/call.ts'
import type { Editor } from './editor.ts'

const everyMs = 10_000

/** Tells others that the workflow is open here, and at which node, and learns who else has it open. */
export function usePresence(editor: Editor, workflowId: string, nodeId: string | undefined): void {
  const client = useRef(crypto.randomUUID())
  useEffect(() => {
    let isOver = false
    const tell = (isLeaving = false) =>
      call('POST /workflows/:id/presence', {
        params: { id: workflowId },
        body: { client: client.current, nodeId: nodeId ?? null, isLeaving },
      })
    const round = () => {
      if (document.visibilityState === 'hidden') return
      tell().then(
        ({ people }) => {
          if (!isOver) editor.meet(people)
        },
        // Who cannot be asked is nowhere to be seen; the next round asks again.
        () => undefined,
      )
    }
    round()
    const timer = setInterval(round, everyMs)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [editor, workflowId, nodeId])
  useEffect(() => {
    const own = client.current
    const leave = () => {
      call('POST /workflows/:id/presence', { params: { id: workflowId }, body: { client: own, isLeaving: true } }).catch(
        () => undefined,
      )
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [workflowId])
}
