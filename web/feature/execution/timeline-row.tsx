import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import type { Row, SegmentKind } from './timeline.ts'
import css from './execution.module.css'

type Props = {
  readonly row: Row
  readonly icon: string | undefined
  readonly asks: string | undefined
  readonly onNode: (nodeId: string) => void
}

const words = { worked: 'barWorked', waited: 'barWaited', failed: 'barFailed', doubt: 'barDoubt' } as const satisfies Record<
  SegmentKind,
  string
>

/** One execution of a node: what it is, what its time went by with, and how long that took. */
export function TimelineRow({ row, icon, asks, onNode }: Props) {
  const { t } = useTranslation('execution')
  const state = t(`state.${row.status}`, { ns: 'common' })
  const told = row.segments.map(({ kind, ms }) => t(words[kind], { name: row.name, time: formatDuration(ms) }))
  return (
    <button
      type="button"
      className={`${css['line']} ${css['row']}`}
      data-status={row.status}
      title={told.join('\n')}
      onClick={() => onNode(row.nodeId)}
    >
      <span className={css['name']}>
        <StateCircle state={row.status} />
        <em className="sr">{state}</em>
        <ServiceTile icon={icon} name={row.name} small />
        <span className="ell">{row.name}</span>
        {row.runIndex > 0 ? <span className="xxs dim num nw">{t('runIndex', { number: row.runIndex + 1 })}</span> : null}
        <span className="sp" />
        {row.standIn === undefined ? null : <span className="xxs dim nw">{t(`standIn_${row.standIn}`)}</span>}
        {row.tries > 1 ? <span className="xxs dim nw">{t('tries', { count: row.tries })}</span> : null}
        {row.effect === 'pure' ? null : <EffectChip effect={row.effect} />}
      </span>
      <span className={css['track']} data-track>
        {row.segments.map(({ kind, left, width }, index) => (
          <i
            key={index}
            className={`e e-${row.effect} ${css['bar']} ${css['segment']}`}
            data-kind={kind}
            data-status={row.status === 'running' || row.status === 'cancelled' ? row.status : undefined}
            data-effect={row.effect}
            style={{ insetInlineStart: `${left}%`, width: `${width}%` }}
          >
            {asks === undefined || kind !== 'waited' ? null : <em className={css['barText']}>{t('asks', { policy: asks })}</em>}
          </i>
        ))}
      </span>
      <span className={`${css['took']} num nw`}>{formatDuration(row.durationMs)}</span>
    </button>
  )
}
