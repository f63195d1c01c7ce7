import { ReactFlowProvider } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'
import type { Drawing } from '../model/graph.ts'
import { GraphView } from './graph-view.tsx'
import { useKeepInView } from './use-keep-in-view.ts'

type Props = {
  readonly drawing: Drawing
  readonly selected: string | undefined
  readonly onSelect: (nodeId: string | undefined) => void
}

/** A drawing that is looked at: nodes are chosen, nothing is changed. */
export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Looked {...props} />
    </ReactFlowProvider>
  )
}

function Looked({ drawing, selected, onSelect }: Props) {
  const [hasMap, setHasMap] = useState(() => isMapUseful(drawing))
  const selection = useMemo(() => new Set(selected === undefined ? [] : [selected]), [selected])
  const select = useCallback(
    (ids: ReadonlySet<string>) => {
      if (ids === selection) return
      const nodes = new Set(drawing.nodes.filter(({ type }) => type === 'steward').map(({ id }) => id))
      onSelect([...ids].findLast((id) => nodes.has(id) && id !== selected) ?? (ids.has(selected ?? '') ? selected : undefined))
    },
    [drawing.nodes, onSelect, selected, selection],
  )
  useKeepInView(selected)
  return (
    <GraphView
      drawing={drawing}
      selection={selection}
      onSelection={select}
      hasMap={hasMap}
      onMap={() => setHasMap(!hasMap)}
      more={looking}
    />
  )
}

const looking = { edgesFocusable: false, multiSelectionKeyCode: null, selectionKeyCode: null }

export const isMapUseful = ({ nodes }: Drawing) => nodes.length > 12 && window.innerWidth > 640
