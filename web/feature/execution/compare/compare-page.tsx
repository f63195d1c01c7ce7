import type { Execution } from '@steward/contract/api/execution'
import { Switch } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { executionQuery } from '../../../api/executions.ts'
import { formatDuration, formatFullTime, shortId } from '../../../lib/format.ts'
import { PendingPage } from '../../../shell/pending-page.tsx'
import { Page } from '../../../ui/page.tsx'
import { StateLabel } from '../../../ui/state-circle.tsx'
import { compareExecutions, type ComparedNode, type Side } from './compare-executions.ts'
import css from './compare.module.css'

export default function ComparePage() {
  return (
    <Suspense fallback={<PendingPage />}>
      <Compared />
    </Suspense>
  )
}

/** More are not drawn; who compares looks for what differs. */
const rowsMax = 1000

function Compared() {
  const { t } = useTranslation('execution')
  const { executionId, otherId } = useParams({ from: '/inside/executions/$executionId/compare/$otherId' })
  const { data: right } = useSuspenseQuery(executionQuery(executionId))
  const { data: left } = useSuspenseQuery(executionQuery(otherId))
  const [isNarrowed, setNarrowed] = useState(false)
  const nodes = useMemo(() => compareExecutions(left, right), [left, right])
  const different = nodes.filter(({ isSame }) => !isSame)
  const shown = (isNarrowed ? different : nodes).slice(0, rowsMax)
  return (
    <Page title={t('compareTitle')} crumb={<Link to="/executions">{t('executions', { ns: 'common' })}</Link>}>
      <div className={css['heads']}>
        <Head title={t('compareLeft')} execution={left} />
        <Head title={t('compareRight')} execution={right} />
      </div>
      {different.length === 0 ? <p role="status">{t('compareSame')}</p> : null}
      <Switch
        label={t('compareOnlyDifferent')}
        checked={isNarrowed}
        onChange={({ currentTarget }) => setNarrowed(currentTarget.checked)}
      />
      <div className={`card ${css['scroller']}`} tabIndex={0} role="region" aria-label={t('compareTitle')}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">{t('replayNode')}</th>
              <th scope="col">{t('compareLeft')}</th>
              <th scope="col">{t('compareRight')}</th>
              <th scope="col">{t('compareFirst')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((node) => (
              <Row key={node.key} node={node} />
            ))}
          </tbody>
        </table>
      </div>
    </Page>
  )
}

function Head({ title, execution: { summary } }: { readonly title: string; readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  return (
    <section className={`card ${css['head']}`}>
      <span className="eyebrow">{title}</span>
      <span className="row">
        <Link className="link num" to="/executions/$executionId" params={{ executionId: summary.id }}>
          {shortId(summary.id)}
        </Link>
        <span className="b ell">{summary.workflowName}</span>
        <span className="dim num">{t('version', { version: summary.workflowVersion })}</span>
      </span>
      <span className="row xs dim num">
        <StateLabel state={summary.status} />
        {formatDuration(summary.durationMs)}
        <span className="sp" />
        {formatFullTime(summary.startedAt)}
      </span>
    </section>
  )
}

function Row({ node }: { readonly node: ComparedNode }) {
  const { t } = useTranslation('execution')
  const { difference } = node
  return (
    <tr data-same={node.isSame || undefined}>
      <th scope="row">
        {node.name}
        {node.runIndex > 0 ? <span className="xxs dim num"> {t('runIndex', { number: node.runIndex + 1 })}</span> : null}
      </th>
      <td>
        <SideCell side={node.left} />
      </td>
      <td>
        <SideCell side={node.right} />
      </td>
      <td>
        {difference === 'unknown' ? <span className="dim">{t('compareLarge')}</span> : null}
        {difference === undefined || difference === 'unknown' ? null : (
          <span className={css['difference']}>
            <span className="mono">{difference.path}</span>
            <del>{difference.left}</del>
            <ins>{difference.right}</ins>
          </span>
        )}
      </td>
    </tr>
  )
}

function SideCell({ side }: { readonly side: Side | undefined }) {
  const { t } = useTranslation('execution')
  if (side === undefined) return <span className="dim">{t('compareNone')}</span>
  return (
    <span className={css['side']}>
      <StateLabel state={side.status} />
      <span className="xs dim num">
        {formatDuration(side.durationMs)} · {t('compareItems', { count: side.items })}
      </span>
    </span>
  )
}
