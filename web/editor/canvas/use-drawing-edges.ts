import type { OnConnectEnd, ReactFlowProps } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { connect } from '../command/connect.ts'
import { disconnect } from '../command/disconnect.ts'
import { reconnect } from '../command/reconnect.ts'
import { edgeOf, type Refusal, refusalOf } from '../model/connecting.ts'
import type { DrawnNode, StewardEdge } from '../model/graph.ts'
import { type Aim, type Desk, documentOf, edgeByKey, edit, type Point } from './desk.ts'

type FlowProps = ReactFlowProps<DrawnNode, StewardEdge>
type Handle = { readonly nodeId: string; readonly id?: string | null; readonly type: string | null }

/** Drawing, moving and taking away edges by hand. A port that is let go of over nothing asks what shall come there. */
export function useDrawingEdges(desk: Desk): FlowProps {
  const { t } = useTranslation('canvas')
  /** A port that was touched, and waits for the other one. */
  const touched = useRef<Handle | undefined>(undefined)
  const isMoved = useRef(false)
  return useMemo((): FlowProps => {
    const refuse = (reason: Refusal) => desk.say(t(`refused_${reason}`), true)
    const join: FlowProps['onConnect'] = (ends) => {
      touched.current = undefined
      const edge = edgeOf(ends)
      const reason = typeof edge === 'string' ? edge : refusalOf(edge, documentOf(desk), desk.kinds())
      if (reason !== undefined) refuse(reason)
      else if (typeof edge !== 'string') edit(desk, connect(edge, namesOf(desk, edge.from.node, edge.to.node)))
    }
    const end: OnConnectEnd = (event, state) => {
      if (state.isValid === true || state.fromHandle === null) return
      if (state.toNode !== null || state.toHandle !== null) return
      const at = desk.flow().screenToFlowPosition(pointOf(event))
      desk.ask({ kind: 'palette', aim: aimFrom(state.fromHandle, at) })
    }
    return {
      nodesConnectable: true,
      connectOnClick: true,
      connectionRadius: 40,
      // Whatever is tried is answered with a reason; a port that would not take the edge is not simply dead.
      isValidConnection: () => true,
      onConnect: join,
      onConnectEnd: end,
      onClickConnectStart: (_, { nodeId, handleId, handleType }) => {
        touched.current = nodeId === null ? undefined : { nodeId, id: handleId, type: handleType }
      },
      onClickConnectEnd: () => (touched.current = undefined),
      onPaneClick: (event) => {
        const { current } = touched
        touched.current = undefined
        if (current === undefined) return
        desk.ask({ kind: 'palette', aim: aimFrom(current, desk.flow().screenToFlowPosition(pointOf(event.nativeEvent))) })
      },
      edgesReconnectable: true,
      reconnectRadius: 14,
      onReconnectStart: () => (isMoved.current = false),
      onReconnect: (before, ends) => {
        isMoved.current = true
        const edge = edgeOf(ends)
        const own = edgeByKey(desk, before.id)
        const reason = typeof edge === 'string' ? edge : refusalOf(edge, documentOf(desk), desk.kinds())
        if (reason !== undefined && reason !== 'twice') refuse(reason)
        else if (typeof edge !== 'string' && own !== undefined) edit(desk, reconnect(own, edge))
      },
      onReconnectEnd: (_event, edge, _type, state) => {
        if (!isMoved.current && state.toNode === null) edit(desk, disconnect(new Set([edge.id])))
      },
    }
  }, [desk, t])
}

function aimFrom(handle: Handle, at: Point): Aim {
  const [side = '', number = '0'] = (handle.id ?? '').split(' ')
  if (side === 'out') return { kind: 'after', node: handle.nodeId, output: Number(number), at }
  if (side === 'in') return { kind: 'before', node: handle.nodeId, input: Number(number), at: { x: at.x - 196, y: at.y } }
  return { kind: 'free', at }
}

export const pointOf = (event: MouseEvent | TouchEvent): Point => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 }
}

export const namesOf = (desk: Desk, from: string, to: string) => {
  const nameOf = (id: string) => documentOf(desk).nodes.find((node) => node.id === id)?.name ?? ''
  return { from: nameOf(from), to: nameOf(to) }
}
