import type { Execution } from '@steward/contract/api/execution'
import type { NodeKind } from '@steward/contract/api/workflow'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { isUnfinished } from '../../ui/state.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { type Row, isWaiting, timeline } from './timeline.ts'
import css from './execution.module.css'

type Props = {
  readonly execution: Execution
  readonly kinds: ReadonlyMap<string, NodeKind>
  /** By the id of a node that waits for an approval: the policy that asks. */
  readonly asks: ReadonlyMap<string, string>
  readonly onNode: (nodeId: string) => void
}

/** Beyond this a page of rows is slow and nobody reads it; the data tab finds the rest. */
const rowsShown = 500

export function TimelineTab({ execution, kinds, asks, onNode }: Props) {
  const { t } = useTranslation('execution')
  const nowMs = useNow(isUnfinished(execution.summary.status) ? 500 : 60_000)
  const { rows, ticks } = timeline(execution.nodes.slice(0, rowsShown), nowMs)
  if (rows.length === 0) return <p className={css['nothing']}>{t('noNodes')}</p>
  return (
    <div>
      <div className={`${css['line']} ${css['head']}`} aria-hidden>
        <span />
        <span className={css['ticks']}>
          {ticks.map((tick) => (
            <span key={tick.ms} style={{ left: `${tick.left}%` }}>
              {tick.ms === 0 ? '0 s' : formatDuration(tick.ms).replace('.0 ', ' ')}
            </span>
          ))}
        </span>
        <span />
      </div>
      <div className={css['rows']}>
        <div className={css['grid']} aria-hidden>
          {ticks.slice(1).map((tick) => (
            <b key={tick.ms} style={{ left: `${tick.left}%` }} />
          ))}
        </div>
        {rows.map((row) => (
          <TimelineRow
            key={row.index}
            row={row}
            icon={kinds.get(row.type)?.icon}
            asks={row.status === 'waiting' ? asks.get(row.nodeId) : undefined}
            onNode={onNode}
          />
        ))}
      </div>
    </div>
  )
}

function TimelineRow({
  row,
  icon,
  asks,
  onNode,
}: {
  readonly row: Row
  readonly icon: string | undefined
  readonly asks: string | undefined
  readonly onNode: (nodeId: string) => void
}) {
  const { t } = useTranslation('execution')
  const state = t(`state.${row.status}`, { ns: 'common' })
  return (
    <button type="button" className={`${css['line']} ${css['row']}`} data-status={row.status} onClick={() => onNode(row.nodeId)}>
      <span className={css['name']}>
        <StateCircle state={row.status} />
        <em className="sr">{state}</em>
        <ServiceTile icon={icon} name={row.name} small />
        <span className="ell">{row.name}</span>
        {row.runIndex > 0 ? <span className="xxs dim num nw">{t('runIndex', { number: row.runIndex + 1 })}</span> : null}
        <span className="sp" />
        {row.tries > 1 ? <span className="xxs dim nw">{t('tries', { count: row.tries })}</span> : null}
        {row.effect === 'pure' ? null : <EffectChip effect={row.effect} />}
      </span>
      <span className={css['track']}>
        <i
          className={`e e-${row.effect} ${css['bar']}`}
          data-status={isWaiting(row.status, row.type) ? 'waiting' : row.status}
          data-effect={row.effect}
          style={{ left: `${row.left}%`, width: `${row.width}%` }}
        >
          {asks === undefined ? null : <em className={css['barText']}>{t('asks', { policy: asks })}</em>}
        </i>
      </span>
      <span className={`${css['took']} num nw`}>{formatDuration(row.durationMs)}</span>
    </button>
  )
}
