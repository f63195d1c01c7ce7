import type { WorkflowSummary } from '@steward/contract/api/workflow'
import { Checkbox } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { waitingVersionsQuery } from '../../api/publications.ts'
import { useCan } from '../../api/session.ts'
import { nodeKindsQuery } from '../../api/workflows.ts'
import type { Selection } from './list/selection.ts'
import { CardRow, type RowProps, TableRow } from './workflow-row.tsx'
import css from './list.module.css'

type Props = {
  readonly items: readonly WorkflowSummary[]
  readonly stats: Answer<'GET /executions/stats'>['workflows']
  readonly selection: Selection
}

const rowHeight = 55
/** A longer list draws only what is in sight. */
const plainMax = 200

export function WorkflowTable({ items, stats, selection }: Props) {
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
    selection,
  }))
  if (!phone) return <Table rows={rows} selection={selection} />
  return (
    <ul className={`card ${css['cards']}`}>
      {rows.map((row) => (
        <CardRow key={row.workflow.id} {...row} />
      ))}
    </ul>
  )
}

function Table({ rows, selection }: { readonly rows: readonly RowProps[]; readonly selection: Selection }) {
  const box = useRef<HTMLDivElement>(null)
  const isLong = rows.length > plainMax
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => box.current?.closest('[data-scrolls]') ?? null,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: box.current?.offsetTop ?? 0,
  })
  const shown = isLong ? virtual.getVirtualItems().flatMap(({ index }) => rows[index] ?? []) : rows
  const before = isLong ? (virtual.getVirtualItems()[0]?.index ?? 0) : 0
  return (
    <div className="card" ref={box}>
      <table className={css['table']} aria-rowcount={rows.length + 1}>
        <Head count={rows.length} selection={selection} />
        <tbody>
          <Room height={before * rowHeight} />
          {shown.map((row) => (
            <TableRow key={row.workflow.id} {...row} />
          ))}
          <Room height={(rows.length - before - shown.length) * rowHeight} />
        </tbody>
      </table>
    </div>
  )
}

/** Stands for rows that are out of sight. */
const Room = ({ height }: { readonly height: number }) =>
  height <= 0 ? null : (
    <tr aria-hidden className={css['room']}>
      <td style={{ height }} />
    </tr>
  )

function Head({ count, selection }: { readonly count: number; readonly selection: Selection }) {
  const { t } = useTranslation('workflow')
  return (
    <thead>
      <tr>
        <th scope="col" className={css['check']}>
          <Checkbox
            size="xs"
            aria-label={t('chooseAll')}
            checked={selection.ids.size === count}
            indeterminate={selection.ids.size > 0 && selection.ids.size < count}
            onChange={selection.takeAll}
          />
        </th>
        <th scope="col">{t('name')}</th>
        <th scope="col">{t('effects')}</th>
        <th scope="col">{t('tags')}</th>
        <th scope="col">{t('now')}</th>
        <th scope="col">{t('last20')}</th>
        <th scope="col" className={`${css['right']} ${css['wide']}`}>
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
  )
}
