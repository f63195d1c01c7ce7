import { createContext, useContext } from 'react'
import type { Point } from './desk.ts'

/** What drawn nodes and edges offer to do; undefined where the workflow is only looked at. */
export type CanvasTools = {
  readonly addAfter: (nodeId: string, output: number) => void
  readonly addOnEdge: (key: string) => void
  readonly writeNote: (id: string, content: string) => void
  readonly resizeNote: (id: string, box: Point & { readonly width: number; readonly height: number }) => void
  readonly colourNote: (id: string, color: number) => void
  readonly fold: (groupId: string, isCollapsed: boolean) => void
  readonly nameGroup: (groupId: string) => void
}

export const CanvasToolsContext = createContext<CanvasTools | undefined>(undefined)
export const useCanvasTools = (): CanvasTools | undefined => useContext(CanvasToolsContext)
