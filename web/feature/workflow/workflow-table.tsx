import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { waitingVersionsQuery } from '../../api/publications.ts'
import { useCan } from '../../api/session.ts'
import { nodeKindsQuery } from '../../api/workflows.ts'
import { formatAge, formatDuration, formatFullTime } from '../../lib/format.ts'
import { tagColor } from '../../lib/tag-color.ts'
import { useNow } from '../../lib/use-now.ts'
import { EffectSquares } from '../../ui/effect-chip.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { RunHistory } from '../../ui/run-history.tsx'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { WaitingVersion } from './publication/waiting-version.tsx'
import { NowState } from './now-state.tsx'
import { OnSwitch } from './on-switch.tsx'
import { RowMenu } from './row-menu.tsx'
import css from './list.module.css'

type WorkflowStats = Answer<'GET /executions/stats'>['workflows'][number]
type RowProps = {
  readonly workflow: WorkflowSummary
  readonly stats: WorkflowStats | undefined
  readonly icon: string | undefined
  /** A newer version that waits until somebody approves of it. */
  readonly waiting: { readonly version: number; readonly approvalId: string } | undefined
}

const tagsShown = 2

export function WorkflowTable({
  items,
  stats,
}: {
  readonly items: readonly WorkflowSummary[]
  readonly stats: readonly WorkflowStats[]
}) {
  const { t } = useTranslation('workflow')
  const phone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  const kinds = useQuery(nodeKindsQuery)
  const waiting = useQuery({ ...waitingVersionsQuery, enabled: useCan()('execution:read') })
  const statsOf = new Map(stats.map((one) => [one.workflowId, one]))
  const icons = new Map((kinds.data?.items ?? []).map((kind) => [kind.type, kind.icon]))
  const rows = items.map((workflow): RowProps => ({
    workflow,
    stats: statsOf.get(workflow.id),
    icon: icons.get(workflow.triggers[0] ?? ''),
    waiting: waiting.data?.get(workflow.id),
  }))
  if (phone) {
    return (
      <ul className={`card ${css['cards']}`}>
        {rows.map((row) => (
          <CardRow key={row.workflow.id} {...row} />
        ))}
      </ul>
    )
  }
  return (
    <div className="card">
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('effects')}</th>
            <th scope="col">{t('tags')}</th>
            <th scope="col">{t('now')}</th>
            <th scope="col">{t('last20')}</th>
            <th scope="col" className={css['right']}>
              {t('median')}
            </th>
            <th scope="col" className={css['right']}>
              {t('lastRun')}
            </th>
            <th scope="col">{t('on')}</th>
            <th scope="col">
              <span className="sr">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.workflow.id} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TableRow({ workflow, stats, icon, waiting }: RowProps) {
  const { t } = useTranslation('common')
  const nowMs = useNow()
  return (
    <tr>
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
      <td className={`${css['right']} num ink2 nw`}>{formatDuration(stats?.medianMs)}</td>
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

function CardRow({ workflow, stats, icon, waiting }: RowProps) {
  return (
    <li>
      <div className="row" style={{ alignItems: 'flex-start' }}>
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

function Name({ workflow, icon, waiting, large = false }: Omit<RowProps, 'stats'> & { readonly large?: boolean }) {
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
