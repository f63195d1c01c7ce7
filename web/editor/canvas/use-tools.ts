import { useMemo } from 'react'
import { changeGroup } from '../command/change-group.ts'
import { changeNote } from '../command/change-note.ts'
import { type Desk, documentOf, edit, inDocument } from './desk.ts'
import type { CanvasTools } from './tools.ts'

/** What drawn nodes and edges do; the same object as long as the canvas is there, so that none is drawn anew for it. */
export function useTools(desk: Desk): CanvasTools | undefined {
  return useMemo(() => (desk.editor.mayWrite ? toolsOf(desk) : undefined), [desk])
}

function toolsOf(desk: Desk): CanvasTools {
  const noteOf = (id: string) => documentOf(desk).nodes.find((node) => node.id === id)
  return {
    addAfter: (node, output) => desk.ask({ kind: 'palette', aim: { kind: 'after', node, output } }),
    addOnEdge: (key) => desk.ask({ kind: 'palette', aim: { kind: 'edge', key } }),
    writeNote: (id, content) => {
      const note = noteOf(id)
      if (note !== undefined) edit(desk, changeNote(note, { content }))
    },
    resizeNote: (id, { x, y, width, height }) => {
      const note = noteOf(id)
      if (note === undefined) return
      const size = { width: Math.round(width / desk.drawing().stretch), height: Math.round(height) }
      edit(desk, changeNote(note, size, inDocument(desk, { x, y })))
    },
    colourNote: (id, color) => {
      const note = noteOf(id)
      if (note !== undefined) edit(desk, changeNote(note, { color }))
    },
    fold: (id, isCollapsed) => {
      const group = documentOf(desk).groups?.find((one) => one.id === id)
      if (group !== undefined) edit(desk, changeGroup(group, { isCollapsed }))
    },
    nameGroup: (node) => desk.ask({ kind: 'rename', node }),
  }
}
