import type { NodeKind } from '@steward/contract/api/workflow'
import { useReactFlow } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { notifyDone } from '../../ui/notify.tsx'
import type { Drawing, DrawnNode, StewardEdge } from '../model/graph.ts'
import type { Editor } from '../session/editor.ts'
import type { Desk, Host, Question } from './desk.ts'

type Input = {
  readonly editor: Editor
  readonly kinds: ReadonlyMap<string, NodeKind>
  readonly drawing: Drawing
  readonly host: Host
  readonly ask: (question: Question | undefined) => void
  readonly toggle: (what: 'outline' | 'map') => void
  readonly announce: (sentence: string) => void
}

/** The desk of a canvas: the same object as long as the canvas is there, with what is there at the moment. */
export function useDesk(input: Input): Desk {
  const flow = useReactFlow<DrawnNode, StewardEdge>()
  const latest = useRef({ ...input, flow })
  useEffect(() => {
    latest.current = { ...input, flow }
  })
  const { editor } = input
  return useMemo(
    (): Desk => ({
      editor,
      kinds: () => latest.current.kinds,
      drawing: () => latest.current.drawing,
      flow: () => latest.current.flow,
      host: () => latest.current.host,
      ask: (question) => latest.current.ask(question),
      toggle: (what) => latest.current.toggle(what),
      say: (sentence, isShown = false) => {
        if (isShown) notifyDone(sentence)
        else latest.current.announce(sentence)
      },
    }),
    [editor],
  )
}
