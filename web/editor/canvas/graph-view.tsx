import '@xyflow/react/dist/base.css'
import { useMantineColorScheme } from '@mantine/core'
import {
  Background,
  BackgroundVariant,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  type ReactFlowProps,
  useOnViewportChange,
} from '@xyflow/react'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gridStep } from '../model/arranging.ts'
import type { Drawing, DrawnNode, StewardEdge } from '../model/graph.ts'
import { StewardEdgeLine } from './edge.tsx'
import { GroupFrame } from './group.tsx'
import { StewardNodeBox } from './node.tsx'
import { NoteBox } from './note.tsx'
import { useDragged } from './use-dragged.ts'
import { useShown, type Found } from './use-shown.ts'
import { ZoomControls } from './zoom-controls.tsx'
import css from './canvas.module.css'

const nodeTypes = { steward: StewardNodeBox, note: NoteBox, group: GroupFrame }
const edgeTypes = { steward: StewardEdgeLine }
/** Below these the second line of a node, and then its name, cannot be read and are left out. */
const smallZoom = 0.5
const tinyZoom = 0.28
/** So many nodes draw faster as a whole than nodes that come and go at the rim. */
const allDrawnMax = 150

export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>
type FlowProps = ReactFlowProps<DrawnNode, StewardEdge>

type Props = {
  readonly drawing: Drawing
  readonly selection: ReadonlySet<string>
  readonly onSelection: (selection: ReadonlySet<string>) => void
  readonly found?: Found | undefined
  readonly hasMap: boolean
  readonly onMap: () => void
  /** Absent where nothing may be moved. */
  readonly onMove?: ((places: Places) => void) | undefined
  /** Listeners and switches of the flow that only an editor has. */
  readonly more?: FlowProps
  readonly children?: ReactNode
}

/** A drawing as it is seen, selected and moved; what that means is up to whoever shows it. */
export function GraphView({ drawing, selection, onSelection, found, hasMap, onMap, onMove, more = {}, children }: Props) {
  const { t } = useTranslation(['editor', 'canvas'])
  const { colorScheme } = useMantineColorScheme()
  const [distance, setDistance] = useState<'near' | 'small' | 'tiny'>('near')
  useOnViewportChange({
    onChange: ({ zoom }) => setDistance(zoom < tinyZoom ? 'tiny' : zoom < smallZoom ? 'small' : 'near'),
  })
  const { dragged, drag } = useDragged(drawing, onMove)
  const { nodes, edges } = useShown(drawing, { selection, dragged, found })
  const changeNodes = useCallback(
    (changes: NodeChange<DrawnNode>[]) => {
      drag(changes)
      onSelection(withChanges(selection, changes))
    },
    [drag, onSelection, selection],
  )
  const changeEdges = useCallback(
    (changes: EdgeChange<StewardEdge>[]) => onSelection(withChanges(selection, changes)),
    [onSelection, selection],
  )
  return (
    <div
      className={css['canvas']}
      dir="ltr"
      data-canvas
      data-small={distance !== 'near' || undefined}
      data-tiny={distance === 'tiny' || undefined}
      data-finding={found === undefined ? undefined : true}
    >
      <ReactFlow<DrawnNode, StewardEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        nodesConnectable={false}
        nodesDraggable={onMove !== undefined}
        selectNodesOnDrag={false}
        nodeDragThreshold={4}
        snapToGrid
        snapGrid={[gridStep, gridStep]}
        deleteKeyCode={null}
        minZoom={0.05}
        maxZoom={2}
        panOnScroll
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
        onlyRenderVisibleElements={drawing.nodes.length > allDrawnMax}
        elevateNodesOnSelect={false}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        aria-label={t('canvas')}
        ariaLabelConfig={{
          // The library reads one of these two to everybody, whichever way its switch stands.
          'node.a11yDescription.default': t('nodeHelp', { ns: 'canvas' }),
          'node.a11yDescription.keyboardDisabled': t('nodeHelp', { ns: 'canvas' }),
          'edge.a11yDescription.default': t('edgeHelp', { ns: 'canvas' }),
        }}
        {...more}
      >
        <Background variant={BackgroundVariant.Dots} gap={gridStep} size={1.6} color="var(--dot)" />
        {hasMap ? (
          <MiniMap
            pannable
            zoomable
            className={css['map'] ?? ''}
            nodeColor="var(--line-2)"
            maskColor="color-mix(in srgb, var(--canvas) 70%, transparent)"
            ariaLabel={t('map')}
          />
        ) : null}
        <ZoomControls map={hasMap} onMap={onMap} />
        {children}
      </ReactFlow>
    </div>
  )
}

/** What is selected after the library said what was selected and what no longer is. */
function withChanges(
  selection: ReadonlySet<string>,
  changes: readonly (NodeChange<DrawnNode> | EdgeChange<StewardEdge>)[],
): ReadonlySet<string> {
  const selects = changes.filter((change) => change.type === 'select')
  if (selects.length === 0) return selection
  const after = new Set(selection)
  for (const { id, selected } of selects) {
    if (selected) after.add(id)
    else after.delete(id)
  }
  return after
}
