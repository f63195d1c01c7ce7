import type { Execution } from '@steward/contract/api/execution'
import type { NodeKind } from '@steward/contract/api/workflow'
import { ActionIcon, Switch } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { usePageKeys } from '../../shell/commands.ts'
import { isUnfinished } from '../../ui/state.ts'
import { segmentKinds, timeline, type Window, zoomed } from './timeline.ts'
import { TimelineRow } from './timeline-row.tsx'
import css from './execution.module.css'

type Props = {
  readonly execution: Execution
  readonly kinds: ReadonlyMap<string, NodeKind>
  /** By the id of a node that waits for an approval: the policy that asks. */
  readonly asks: ReadonlyMap<string, string>
  readonly onNode: (nodeId: string) => void
}

const rowHeight = 36
/** Fewer are drawn at once, so that the page can be searched and read aloud as a whole. */
const allDrawnMax = 100
const zoomStep = 2

export function TimelineTab({ execution, kinds, asks, onNode }: Props) {
  const { t } = useTranslation('execution')
  const nowMs = useNow(isUnfinished(execution.summary.status) ? 500 : 60_000)
  const [isNarrowed, setNarrowed] = useState(false)
  const [window, setWindow] = useState<Window>()
  const { rows, ticks, totalMs } = useMemo(() => timeline(execution.nodes, nowMs, window), [execution.nodes, nowMs, window])
  const zoom = (factor: number, at = 0.5) =>
    setWindow((before) => zoomed(before ?? { fromMs: 0, toMs: totalMs }, { factor, at, totalMs }))
  usePageKeys([
    { keys: 'f', name: t('keyFailedOnly'), run: () => setNarrowed((before) => !before) },
    { keys: '+', name: t('zoomIn'), run: () => zoom(zoomStep) },
    { keys: '-', name: t('zoomOut'), run: () => zoom(1 / zoomStep) },
    { keys: '0', name: t('zoomWhole'), run: () => setWindow(undefined) },
  ])
  if (rows.length === 0) return <p className={css['nothing']}>{t('noNodes')}</p>
  const shown = isNarrowed ? rows.filter(({ status, tries }) => status === 'failed' || status === 'in_doubt' || tries > 1) : rows
  return (
    <div>
      <div className={css['tools']}>
        <Legend />
        <span className="sp" />
        <Switch size="xs" label={t('failedOnly')} checked={isNarrowed} onChange={() => setNarrowed(!isNarrowed)} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('zoomOut')}
          disabled={window === undefined}
          onClick={() => zoom(1 / zoomStep)}
        >
          <ZoomOut size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('zoomIn')} onClick={() => zoom(zoomStep)}>
          <ZoomIn size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('zoomWhole')}
          disabled={window === undefined}
          onClick={() => setWindow(undefined)}
        >
          <Maximize2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      <div className={`${css['line']} ${css['head']}`} aria-hidden>
        <span />
        <span className={css['ticks']}>
          {ticks.map((tick) => (
            <span key={tick.ms} style={{ insetInlineStart: `${tick.left}%` }}>
              {tick.ms === 0 ? '0 s' : formatDuration(tick.ms).replace('.0 ', ' ')}
            </span>
          ))}
        </span>
        <span />
      </div>
      {shown.length === 0 ? <p className={css['nothing']}>{t('noFailed')}</p> : null}
      <Rows
        rows={shown}
        onZoom={zoom}
        grid={ticks
          .filter(({ left }) => left > 0)
          .map((tick) => (
            <b key={tick.ms} style={{ insetInlineStart: `${tick.left}%` }} />
          ))}
        draw={(row) => (
          <TimelineRow
            key={row.index}
            row={row}
            icon={kinds.get(row.type)?.icon}
            asks={row.status === 'waiting' ? asks.get(row.nodeId) : undefined}
            onNode={onNode}
          />
        )}
      />
    </div>
  )
}

function Legend() {
  const { t } = useTranslation('execution')
  return (
    <ul className={css['legend']} aria-label={t('legend')}>
      {segmentKinds.map((kind) => (
        <li key={kind}>
          <i className={css['segment']} data-kind={kind} aria-hidden />
          {t(`legend_${kind}`)}
        </li>
      ))}
    </ul>
  )
}

type Row = ReturnType<typeof timeline>['rows'][number]
type RowsProps = {
  readonly rows: readonly Row[]
  readonly grid: React.ReactNode
  readonly draw: (row: Row) => React.ReactNode
  readonly onZoom: (factor: number, at: number) => void
}

/** Of many rows those that are in sight; Ctrl and the wheel zoom in and out around the pointer. */
function Rows({ rows, grid, draw, onZoom }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const isMany = rows.length > allDrawnMax
  const virtual = useVirtualizer({
    count: isMany ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const onWheel = (event: React.WheelEvent<HTMLDivElement>) => {
    if (!event.ctrlKey && !event.metaKey) return
    const track = event.currentTarget.querySelector('[data-track]')?.getBoundingClientRect()
    if (track === undefined) return
    onZoom(event.deltaY < 0 ? zoomStep : 1 / zoomStep, Math.max(0, Math.min(1, (event.clientX - track.left) / track.width)))
  }
  return (
    <div ref={scroller} className={css['rowScroller']} data-many={isMany || undefined} onWheel={onWheel}>
      <div className={css['rows']} style={isMany ? { height: virtual.getTotalSize() } : {}}>
        <div className={css['grid']} aria-hidden>
          {grid}
        </div>
        {isMany
          ? virtual.getVirtualItems().map(({ index, start, key }) => (
              <div key={key} className={css['placed']} style={{ transform: `translateY(${start}px)` }}>
                {rows[index] === undefined ? null : draw(rows[index])}
              </div>
            ))
          : rows.map(draw)}
      </div>
    </div>
  )
}
