import type { Execution } from '@steward/contract/api/execution'
import type { NodeKind } from '@steward/contract/api/workflow'
import { useCallback, useMemo, useState } from 'react'
import { Canvas } from '../../editor/canvas/canvas.tsx'
import { drawGraph } from '../../editor/model/graph.ts'
import { runState } from '../../editor/model/run-state.ts'
import { NodePanel } from '../../editor/panel/node-panel.tsx'
import { isUnfinished } from '../../ui/state.ts'
import css from './execution.module.css'

/** The document as it was executed, with how it went laid over it. */
export function CanvasTab({
  execution,
  kinds,
  asks,
}: {
  readonly execution: Execution
  readonly kinds: ReadonlyMap<string, NodeKind>
  readonly asks: ReadonlyMap<string, string>
}) {
  const [selected, setSelected] = useState<string>()
  const drawing = useMemo(
    () =>
      drawGraph({
        document: execution.document,
        kinds,
        run: runState(execution.nodes),
        asks,
        ended: !isUnfinished(execution.summary.status),
      }),
    [execution, kinds, asks],
  )
  const node = execution.document.nodes.find((one) => one.id === selected)
  const close = useCallback(() => setSelected(undefined), [])
  return (
    <div className={node === undefined ? '' : css['split']}>
      <div className={css['stage']} style={node === undefined ? {} : { height: 'auto' }}>
        <Canvas drawing={drawing} selected={selected} onSelect={setSelected} />
      </div>
      {node === undefined ? null : (
        <NodePanel
          key={node.id}
          document={execution.document}
          node={node}
          kind={kinds.get(node.type)}
          executions={execution.nodes.filter((one) => one.nodeId === node.id)}
          executionId={execution.summary.id}
          onClose={close}
          onSelect={setSelected}
        />
      )}
    </div>
  )
}
