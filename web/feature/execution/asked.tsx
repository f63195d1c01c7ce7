import type { Approval } from '@steward/contract/api/approval'
import type { Execution } from '@steward/contract/api/execution'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { approvalListQuery } from '../../api/approvals.ts'
import { formatDuration, formatFullTime } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import css from './execution.module.css'

/** What the execution waits to be approved. */
export function useAsked({ summary, nodes }: Execution): readonly Approval[] {
  const isAsked = nodes.some(({ status, approvalId }) => status === 'waiting' && approvalId !== undefined)
  const { data } = useInfiniteQuery({
    ...approvalListQuery({ executionId: summary.id, state: 'pending' }),
    enabled: isAsked,
  })
  return isAsked ? (data?.pages.flatMap(({ items }) => items) ?? []) : []
}

/** By the id of its node: which policy asks. */
export const asksByNode = (asked: readonly Approval[]): ReadonlyMap<string, string> =>
  new Map(asked.flatMap(({ subject, policies }) => (subject.nodeId === null ? [] : [[subject.nodeId, policies[0]?.name ?? '']])))

/** What somebody is asked about, with the way to answer. */
export function AskedCard({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation('execution')
  const leftMs = Date.parse(approval.expiresAt) - useNow()
  const [policy] = approval.policies
  return (
    <section className={`card ${css['asked']}`} aria-label={t('askedTitle')}>
      <div className="row">
        <StateCircle state="waiting" />
        <h2>{t('askedTitle')}</h2>
      </div>
      <div className="row xs">
        <EffectChip effect={approval.class} label />
        {policy === undefined ? null : <span className="dim">{t('asks', { policy: policy.name })}</span>}
      </div>
      <p>{approval.title}</p>
      <div className="row">
        <span className="xs dim num" title={formatFullTime(approval.expiresAt)}>
          {t('askedUntil', { time: formatDuration(Math.max(0, leftMs)) })}
        </span>
        <span className="sp" />
        <Button component={Link} to={`/approvals/${approval.id}?tab=all`} {...(approval.mayDecide ? { variant: 'filled' } : {})}>
          {t(approval.mayDecide ? 'askedDecide' : 'askedOpen')}
        </Button>
      </div>
    </section>
  )
}
