import type { DragEvent } from 'react'
import { dragType } from '../../palette/drag-type.ts'
import { entriesOf } from '../../palette/entries.ts'
import { rememberEntry } from '../../palette/recent.ts'
import type { Desk } from '../desk.ts'
import { edgeAt } from '../move-places.ts'
import { putNode } from './put-node.ts'
import { edgeKey } from '@steward/contract/change'

/** An entry of the palette that is dropped on an edge goes into it, elsewhere it stands where it was dropped. */
export function dropEntry(desk: Desk, event: DragEvent): void {
  if (!desk.editor.mayWrite || !event.dataTransfer.types.includes(dragType)) return
  event.preventDefault()
  // The page around takes files that are dropped.
  event.stopPropagation()
  const id = event.dataTransfer.getData(dragType).replace(/^recent /, '')
  const entry = entriesOf(desk.kinds().values()).find((one) => one.id === id)
  if (entry === undefined) return
  const point = { x: event.clientX, y: event.clientY }
  const edge = edgeAt(desk, point)
  const at = desk.flow().screenToFlowPosition(point)
  putNode(
    desk,
    entry,
    edge === undefined ? { kind: 'free', at: { x: at.x - 98, y: at.y } } : { kind: 'edge', key: edgeKey(edge) },
  )
  rememberEntry(entry.id)
}
