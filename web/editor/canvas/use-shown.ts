import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Drawing, type DrawnNode, reuse, type StewardEdge } from '../model/graph.ts'
import { describeEdge, describeNode } from './describe.ts'
import type { Places } from './graph-view.tsx'

/** What a search has found, and which of it is shown at the moment. */
export type Found = { readonly ids: ReadonlySet<string>; readonly shown: string | undefined }

type Over = {
  readonly selection: ReadonlySet<string>
  readonly dragged: Places
  readonly found: Found | undefined
}

/** The drawing with what lies over it for a moment. What has not changed stays the same object, and is not drawn anew. */
export function useShown(drawing: Drawing, { selection, dragged, found }: Over) {
  const { t } = useTranslation(['canvas', 'editor', 'common'])
  const drawn = useReused(drawing.nodes)
  const drawnEdges = useReused(drawing.edges)
  const labelled = useMemo(() => {
    const known = labels.get(t) ?? new WeakMap<DrawnNode, DrawnNode>()
    labels.set(t, known)
    return drawn.map((node) => {
      const before = known.get(node)
      if (before !== undefined) return before
      const after = { ...node, ariaLabel: describeNode(node, t) }
      known.set(node, after)
      return after
    })
  }, [drawn, t])
  const nodes = useMemo(
    () =>
      labelled.map((node): DrawnNode => {
        const position = dragged.get(node.id)
        const selected = selection.has(node.id)
        const className = found?.ids.has(node.id) === true ? (found.shown === node.id ? 'found shown' : 'found') : undefined
        if (position === undefined && !selected && className === undefined) return node
        return {
          ...node,
          selected,
          ...(position === undefined ? {} : { position }),
          ...(className === undefined ? {} : { className }),
        }
      }),
    [labelled, dragged, selection, found],
  )
  const edges = useMemo(() => {
    const names = new Map(drawn.map((node) => [node.id, node.type === 'steward' ? node.data.title : '']))
    return drawnEdges.map((edge): StewardEdge => ({ ...edge, ariaLabel: describeEdge(edge, names, t) }))
  }, [drawn, drawnEdges, t])
  const shownEdges = useMemo(
    () => edges.map((edge) => (selection.has(edge.id) ? { ...edge, selected: true } : edge)),
    [edges, selection],
  )
  return { nodes, edges: shownEdges }
}

/** By language: nodes with what a screen reader says of them. */
const labels = new WeakMap<object, WeakMap<DrawnNode, DrawnNode>>()

function useReused<T extends { readonly id: string }>(latest: readonly T[]): readonly T[] {
  const before = useRef<readonly T[]>([])
  return useMemo(() => {
    before.current = reuse(before.current, latest)
    return before.current
  }, [latest])
}
