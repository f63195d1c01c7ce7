import '@xyflow/react/dist/base.css'
import { useMantineColorScheme } from '@mantine/core'
import {
  Background,
  BackgroundVariant,
  type Connection,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useOnViewportChange,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Drawing, type NoteNode, type StewardNode, reuse } from '../model/graph.ts'
import { nodeWidth } from '../model/place.ts'
import { StewardEdgeLine } from './edge.tsx'
import { StewardNodeBox } from './node.tsx'
import { NoteBox } from './note.tsx'
import { ZoomControls } from './zoom-controls.tsx'
import css from './canvas.module.css'

const nodeTypes = { steward: StewardNodeBox, note: NoteBox }
const edgeTypes = { steward: StewardEdgeLine }
/** Below this zoom the second line of a node cannot be read and is left out. */
const smallZoom = 0.5
/** A drawing that fits at this zoom or above can be read whole. */
const fittingZoom = 0.55

type Props = {
  readonly drawing: Drawing
  readonly selected: string | undefined
  readonly onSelect: (nodeId: string | undefined) => void
  /** Where a node was put, in the document's own measure. Absent where nothing may be moved. */
  readonly onMove?: ((moves: ReadonlyMap<string, readonly [number, number]>) => void) | undefined
}

type AnyNode = StewardNode | NoteNode

export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  )
}

function Flow({ drawing, selected, onSelect, onMove }: Props) {
  const { t } = useTranslation('editor')
  const { colorScheme } = useMantineColorScheme()
  const [dragged, setDragged] = useState<ReadonlyMap<string, { x: number; y: number }>>(new Map())
  const [map, setMap] = useState(() => drawing.nodes.length > 12 && window.innerWidth > 640)
  const [small, setSmall] = useState(false)
  useOnViewportChange({ onChange: ({ zoom }) => setSmall(zoom < smallZoom) })

  useKeepInView(selected)

  const drawn = useReused(drawing.nodes)
  const edges = useReused(drawing.edges)
  const nodes = useMemo(
    () =>
      drawn.map((node): AnyNode => {
        const position = dragged.get(node.id)
        const chosen = node.id === selected
        if (position === undefined && !chosen) return node
        return { ...node, selected: chosen, ...(position === undefined ? {} : { position }) }
      }),
    [drawn, dragged, selected],
  )

  const change = useCallback(
    (changes: NodeChange<AnyNode>[]) => {
      for (const one of changes) {
        if (one.type === 'select' && one.selected) onSelect(one.id)
        if (one.type === 'select' && !one.selected && one.id === selected) onSelect(undefined)
      }
      const moves = changes.flatMap((one) =>
        one.type === 'position' && one.position !== undefined && onMove !== undefined ? [one] : [],
      )
      if (moves.length === 0) return
      const moving = moves.filter((one) => one.dragging === true)
      setDragged(new Map(moving.map((one) => [one.id, one.position!])))
      const dropped = moves.filter((one) => one.dragging !== true)
      if (dropped.length > 0)
        onMove?.(
          new Map(
            dropped.map((one) => [one.id, [Math.round(one.position!.x / drawing.stretch), Math.round(one.position!.y)] as const]),
          ),
        )
    },
    [drawing.stretch, onMove, onSelect, selected],
  )

  return (
    <div className={css['canvas']} data-small={small || undefined}>
      <ReactFlow<AnyNode, Drawing['edges'][number]>
        nodes={nodes}
        edges={[...edges]}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        isValidConnection={refuse}
        nodesConnectable={false}
        nodesDraggable={onMove !== undefined}
        edgesFocusable={false}
        selectNodesOnDrag={false}
        nodeDragThreshold={4}
        multiSelectionKeyCode={null}
        deleteKeyCode={null}
        minZoom={0.05}
        maxZoom={2}
        panOnScroll
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
        onlyRenderVisibleElements={drawing.nodes.length > 150}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        aria-label={t('canvas')}
        proOptions={{ hideAttribution: false }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.6} color="var(--dot)" />
        {map ? (
          <MiniMap
            pannable
            zoomable
            className={css['map'] ?? ''}
            nodeColor="var(--line-2)"
            maskColor="color-mix(in srgb, var(--canvas) 70%, transparent)"
            ariaLabel={t('map')}
          />
        ) : null}
        <ZoomControls map={map} onMap={() => setMap(!map)} />
      </ReactFlow>
    </div>
  )
}

const refuse = (_connection: Connection | Drawing['edges'][number]) => false

function useReused<T extends { readonly id: string }>(latest: readonly T[]): readonly T[] {
  const before = useRef<readonly T[]>([])
  return useMemo(() => {
    before.current = reuse(before.current, latest)
    return before.current
  }, [latest])
}

/** When the canvas changes its size, as when the panel opens, the drawing is fitted anew; a large one keeps the chosen node in the middle. */
function useKeepInView(selected: string | undefined) {
  const height = useStore((state) => state.height)
  const width = useStore((state) => state.width)
  const { fitView, getNode, getZoom, setCenter } = useReactFlow()
  const latest = useRef(selected)
  useEffect(() => {
    latest.current = selected
  })
  useEffect(() => {
    if (height === 0 || width === 0) return
    const node = latest.current === undefined ? undefined : getNode(latest.current)
    if (node === undefined || getZoom() > fittingZoom) void fitView({ maxZoom: 1, padding: 0.12 })
    else void setCenter(node.position.x + nodeWidth / 2, node.position.y, { zoom: fittingZoom })
  }, [height, width, fitView, getNode, getZoom, setCenter])
}
