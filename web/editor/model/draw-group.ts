import type { NodeGroup } from '@steward/contract/workflow'
import type { Node } from '@xyflow/react'
import { nodeHeight, nodeWidth } from './place.ts'

export type GroupData = {
  readonly name: string
  readonly color: number
  readonly count: number
  readonly members: readonly string[]
  readonly isCollapsed: boolean
  readonly hasInput: boolean
  readonly hasOutput: boolean
}
export type GroupNode = Node<GroupData, 'group'>

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const padding = 20
/** The name of the group stands above its nodes. */
const headHeight = 30

/** The smallest box around several; undefined around none. */
export function boundsOf(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

type Around = { readonly members: readonly Box[]; readonly hasInput: boolean; readonly hasOutput: boolean }

/** A frame behind its nodes, or in their place one box with a port on either side. */
export function drawGroup(group: NodeGroup, { members, hasInput, hasOutput }: Around): GroupNode[] {
  const bounds = boundsOf(members)
  if (bounds === undefined) return []
  const isCollapsed = group.isCollapsed === true
  const size = isCollapsed
    ? { width: nodeWidth, height: nodeHeight }
    : { width: bounds.width + 2 * padding, height: bounds.height + 2 * padding + headHeight }
  return [
    {
      id: group.id,
      type: 'group',
      position: isCollapsed ? { x: bounds.x, y: bounds.y } : { x: bounds.x - padding, y: bounds.y - padding - headHeight },
      ...size,
      measured: size,
      zIndex: isCollapsed ? 0 : -2,
      data: {
        name: group.name,
        color: group.color ?? 7,
        count: members.length,
        members: group.nodes,
        isCollapsed,
        hasInput,
        hasOutput,
      },
    },
  ]
}
