import type { WorkflowDocument } from '@steward/contract/workflow'
import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { nodeKindsQuery } from '../../api/workflows.ts'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { boxHeight, boxWidth, placeNodes } from './place-nodes.ts'
import css from './template.module.css'

/** Below this it cannot be read; the drawing is scrolled instead. */
const scaleMin = 0.45

/** A workflow to look at, as wide as there is room. The canvas of the editor would weigh as much as the whole page. */
export function SmallDrawing({ document }: { readonly document: WorkflowDocument }) {
  const { t } = useTranslation('template')
  const { ref, width: room } = useElementSize()
  const kinds = new Map((useQuery(nodeKindsQuery).data?.items ?? []).map((kind) => [kind.type, kind]))
  const { width, height, boxes, lines } = placeNodes(document)
  const scale = room === 0 ? 1 : Math.max(scaleMin, Math.min(1, room / width))
  const names = boxes.map(({ node }) => node.name).join(', ')
  return (
    <div ref={ref} className={css['sheet']} tabIndex={0} role="img" aria-label={t('drawing', { names })}>
      <div style={{ width: width * scale, height: height * scale, marginInline: 'auto' }}>
        <div className={css['paper']} style={{ width, height, transform: `scale(${scale})` }}>
          <svg width={width} height={height} aria-hidden>
            {lines.map(({ id, path }) => (
              <path key={id} d={path} />
            ))}
          </svg>
          {boxes.map(({ node, x, y }) => (
            <div key={node.id} className={css['box']} style={{ left: x, top: y, width: boxWidth, height: boxHeight }}>
              <ServiceTile icon={kinds.get(node.type)?.icon} name={node.name} small />
              <span className={css['name']}>{node.name}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
