import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { formatAge, formatDuration, formatFullTime } from '../../lib/format.ts'
import { tagColor } from '../../lib/tag-color.ts'
import { useNow } from '../../lib/use-now.ts'
import { EffectSquares } from '../../ui/effect-chip.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { RunHistory } from '../../ui/run-history.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { drag } from './list/dragged.ts'
import type { Selection } from './list/selection.ts'
import { NowState } from './now-state.tsx'
import { OnSwitch } from './on-switch.tsx'
import { WaitingVersion } from './publication/waiting-version.tsx'
import { RowMenu } from './row-menu.tsx'
import css from './list.module.css'

type WorkflowStats = Answer<'GET /executions/stats'>['workflows'][number]
export type RowProps = {
  readonly workflow: WorkflowSummary
  readonly stats: WorkflowStats | undefined
  readonly icon: string | undefined
  /** A newer version that waits until somebody approves of it. */
  readonly waiting: { readonly version: number; readonly approvalId: string } | undefined
  readonly selection: Selection
}

const tagsShown = 2

export function TableRow({ workflow, stats, icon, waiting, selection }: RowProps) {
  const { t } = useTranslation('common')
  const nowMs = useNow()
  return (
    <tr
      data-row={workflow.id}
      aria-selected={selection.ids.has(workflow.id)}
      draggable
      onDragStart={(event) => drag(event.dataTransfer, selection.ids.has(workflow.id) ? [...selection.ids] : [workflow.id])}
    >
      <td>
        <span className={css['over']}>
          <Choose workflow={workflow} selection={selection} />
        </span>
      </td>
      <td>
        <Name workflow={workflow} icon={icon} waiting={waiting} />
      </td>
      <td>
        <span className={css['over']}>
          <EffectSquares effects={workflow.effects} />
        </span>
      </td>
      <td>
        <span className="row" style={{ gap: 4 }}>
          {workflow.tags.slice(0, tagsShown).map((tag) => (
            <Tag key={tag.id} color={tagColor(tag.name, tag.color)}>
              {tag.name}
            </Tag>
          ))}
          {workflow.tags.length > tagsShown ? <span className="xs dim">+{workflow.tags.length - tagsShown}</span> : null}
        </span>
      </td>
      <td>
        <NowState workflow={workflow} stats={stats} />
      </td>
      <td>
        <RunHistory runs={stats?.last ?? []} />
      </td>
      <td className={`${css['right']} ${css['wide']} num ink2 nw`}>{formatDuration(stats?.medianMs)}</td>
      <td
        className={`${css['right']} dim nw`}
        title={stats?.lastStartedAt == null ? undefined : formatFullTime(stats.lastStartedAt)}
      >
        {stats?.lastStartedAt == null ? t('never') : formatAge(stats.lastStartedAt, nowMs)}
      </td>
      <td>
        <span className={css['over']}>
          <OnSwitch workflow={workflow} />
        </span>
      </td>
      <td>
        <span className={css['over']}>
          <RowMenu workflow={workflow} />
        </span>
      </td>
    </tr>
  )
}

export function CardRow({ workflow, stats, icon, waiting, selection }: RowProps) {
  return (
    <li data-row={workflow.id}>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <span className={css['over']}>
          <Choose workflow={workflow} selection={selection} />
        </span>
        <div className="sp">
          <Name workflow={workflow} icon={icon} waiting={waiting} large />
        </div>
        <span className={css['over']} style={{ marginTop: 2 }}>
          <OnSwitch workflow={workflow} />
        </span>
      </div>
      <div className={css['second']}>
        <EffectSquares effects={workflow.effects} />
        <span className="sp" />
        <NowState workflow={workflow} stats={stats} />
        <span className={css['over']}>
          <RowMenu workflow={workflow} />
        </span>
      </div>
    </li>
  )
}

function Name({ workflow, icon, waiting, large = false }: Omit<RowProps, 'stats' | 'selection'> & { readonly large?: boolean }) {
  const { t } = useTranslation('workflow')
  const facts = [
    t('nodes', { count: workflow.nodeCount }),
    ...(workflow.placeholders > 0 ? [t('placeholders', { count: workflow.placeholders })] : []),
  ]
  return (
    <div className={css['name']}>
      <ServiceTile icon={icon ?? 'circle-dashed'} name={workflow.name} />
      <div className="sp">
        <Link
          to="/workflows/$workflowId"
          params={{ workflowId: workflow.id }}
          className={`b ell ${large ? css['title'] : ''}`}
          style={{ display: 'block' }}
        >
          {workflow.name}
        </Link>
        {waiting === undefined ? (
          <div className={`${css['sub']} ell`}>{workflow.description ?? facts.join(' · ')}</div>
        ) : (
          <WaitingVersion {...waiting} className={css['waiting']} />
        )}
      </div>
    </div>
  )
}

/** With Shift all from the one before up to this one. */
function Choose({ workflow, selection }: Pick<RowProps, 'workflow' | 'selection'>) {
  const { t } = useTranslation('workflow')
  return (
    <Checkbox
      size="xs"
      aria-label={t('choose', { name: workflow.name })}
      checked={selection.ids.has(workflow.id)}
      onChange={(event) => selection.toggle(workflow.id, (event.nativeEvent as MouseEvent).shiftKey)}
    />
  )
}
