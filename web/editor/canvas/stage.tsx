import type { NodeKind } from '@steward/contract/api/workflow'
import { ReactFlowProvider, type ReactFlowProps } from '@xyflow/react'
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import type { Drawing, DrawnNode, StewardEdge } from '../model/graph.ts'
import { Outline } from '../outline/outline.tsx'
import { dragType } from '../palette/drag-type.ts'
import type { Editor } from '../session/editor.ts'
import { useEditorState } from '../session/use-editor.ts'
import { dropEntry } from './action/drop-entry.ts'
import { runAction } from './action/actions.ts'
import { isMapUseful } from './canvas.tsx'
import { CanvasMenu } from './menu.tsx'
import type { Host, Question } from './desk.ts'
import { GraphView } from './graph-view.tsx'
import { LiveRegion, useAnnouncement } from './live-region.tsx'
import { movePlaces } from './move-places.ts'
import { PeopleContext, usePeopleByNode } from './people.tsx'
import { QuestionAsked } from './question.tsx'
import { Toolbar } from './toolbar.tsx'
import { CanvasToolsContext } from './tools.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useClipboard } from './use-clipboard.ts'
import { useDesk } from './use-desk.ts'
import { useDrawingEdges } from './use-drawing-edges.ts'
import { useKeepInView } from './use-keep-in-view.ts'
import type { Found } from './use-shown.ts'
import { useTools } from './use-tools.ts'
import css from './stage.module.css'

type Props = {
  readonly editor: Editor
  readonly kinds: ReadonlyMap<string, NodeKind>
  readonly drawing: Drawing
  readonly host: Host
  /** What to do on an empty canvas, or why nothing can be done. */
  readonly hint?: ReactNode
  /** Lies over the canvas at its upper edge. */
  readonly children?: ReactNode
}

/** The canvas on which a workflow is drawn, with everything that stands around it. */
export function Stage(props: Props) {
  return (
    <ReactFlowProvider>
      <Workbench {...props} />
    </ReactFlowProvider>
  )
}

const Palette = lazy(() => import('../palette/palette.tsx'))
const FindBar = lazy(() => import('../find/find-bar.tsx'))

function Workbench({ editor, kinds, drawing, host, hint, children }: Props) {
  const [question, ask] = useState<Question>()
  const [found, setFound] = useState<Found>()
  const [hasMap, setHasMap] = useState(() => isMapUseful(drawing))
  const [hasOutline, setHasOutline] = useState(() => window.innerWidth <= phoneWidth)
  const [announcement, announce] = useAnnouncement()
  const toggle = useCallback((what: 'outline' | 'map') => (what === 'map' ? setHasMap : setHasOutline)((is) => !is), [])
  const desk = useDesk({ editor, kinds, drawing, host, ask, toggle, announce })
  const selection = useEditorState(editor, (state) => state.selection)
  const select = useCallback((ids: ReadonlySet<string>) => editor.select(ids), [editor])
  const move = useMemo(() => (editor.mayWrite ? movePlaces.bind(undefined, desk) : undefined), [desk, editor.mayWrite])
  const tools = useTools(desk)
  useCanvasKeys(desk)
  useClipboard(desk)
  useKeepInView(host.opened)
  const more = useFlowListeners(desk)
  const people = usePeopleByNode(editor)
  const close = useCallback(() => ask(undefined), [])
  const showFound = useCallback((next: Found | undefined) => setFound(next), [])
  return (
    <div
      className={css['stage']}
      data-outline={hasOutline || undefined}
      onDragOver={(event) => {
        if (editor.mayWrite && event.dataTransfer.types.includes(dragType)) event.preventDefault()
      }}
      onDrop={(event) => dropEntry(desk, event)}
    >
      {hasOutline ? <Outline desk={desk} drawing={drawing} onClose={() => setHasOutline(false)} /> : null}
      <div className={css['field']}>
        <CanvasToolsContext value={tools}>
          <PeopleContext value={people}>
            <GraphView
              drawing={drawing}
              selection={selection}
              onSelection={select}
              found={found}
              hasMap={hasMap}
              onMap={() => setHasMap(!hasMap)}
              onMove={move}
              more={more}
            />
          </PeopleContext>
        </CanvasToolsContext>
        {children}
        {hint}
        <Toolbar desk={desk} hasOutline={hasOutline} />
        <Suspense fallback={null}>
          {question?.kind === 'palette' ? (
            <Palette desk={desk} aim={question.aim} onAim={(aim) => ask({ kind: 'palette', aim })} onClose={close} />
          ) : null}
          {question?.kind === 'find' ? <FindBar desk={desk} onFound={showFound} onClose={close} /> : null}
        </Suspense>
        {question?.kind === 'menu' ? <CanvasMenu desk={desk} at={question.at} on={question.on} onClose={close} /> : null}
        <QuestionAsked desk={desk} question={question} onClose={close} />
        <LiveRegion {...announcement} />
      </div>
    </div>
  )
}

const phoneWidth = 640

/** What a pointer does on the canvas beside moving and selecting. */
function useFlowListeners(desk: ReturnType<typeof useDesk>): ReactFlowProps<DrawnNode, StewardEdge> {
  const drawing = useDrawingEdges(desk)
  return useMemo(() => {
    const menu = (event: MouseEvent | React.MouseEvent, on?: string) => {
      event.preventDefault()
      if (on !== undefined && !desk.editor.state().selection.has(on)) desk.editor.select([on])
      desk.ask({ kind: 'menu', at: { x: event.clientX, y: event.clientY }, on })
    }
    return {
      ...(desk.editor.mayWrite ? drawing : { edgesFocusable: true }),
      disableKeyboardA11y: true,
      multiSelectionKeyCode: ['Shift', 'Control', 'Meta'],
      selectionKeyCode: 'Shift',
      onNodeClick: (event, node) => {
        const isMore = event.shiftKey || event.ctrlKey || event.metaKey
        if (node.type === 'steward' && !isMore) desk.host().open(node.id)
      },
      onNodeDoubleClick: (event, node) => {
        if ((event.ctrlKey || event.metaKey) && node.type === 'steward') runAction(desk, 'openSubWorkflow')
      },
      onNodeContextMenu: (event, node) => menu(event, node.id),
      onEdgeContextMenu: (event, edge) => menu(event, edge.id),
      onSelectionContextMenu: (event, nodes) => menu(event, nodes[0]?.id),
      onPaneContextMenu: (event) => menu(event),
    }
  }, [desk, drawing])
}
