import type { Approval } from '@steward/contract/api/approval'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { approvalCountQuery, approvalListQuery } from '../../api/approvals.ts'
import { useCan } from '../../api/session.ts'
import { formatAge, formatFullTime, formatTime } from '../../lib/format.ts'
import { Loading } from '../../lib/loading.tsx'
import { useNow } from '../../lib/use-now.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { stateOf } from '../../lib/approval/approval-state.ts'
import css from '../../lib/approval/approval.module.css'

const decidedStates = 'approved,used,rejected,changes_requested,expired,withdrawn,superseded'
/** What each tab asks for. */
export const filters = {
  mine: { mine: true, state: 'pending' },
  all: { state: 'pending' },
  decided: { state: decidedStates },
  review: { unreviewed: true },
} as const
export type Tab = keyof typeof filters
export const tabs = Object.keys(filters) as Tab[]

type Props = { readonly tab: Tab; readonly chosen: string | undefined; readonly list: ReturnType<typeof useApprovalList> }

export const useApprovalList = (tab: Tab) => useInfiniteQuery(approvalListQuery(filters[tab]))

/** The approvals of one tab, and under those that wait what was decided today. */
export function ApprovalList({ tab, chosen, list }: Props) {
  const { t } = useTranslation('approval')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={css['list']} data-chosen={chosen !== undefined || undefined}>
      <TabRow tab={tab} />
      {list.isSuccess ? null : (
        <div className={css['none']}>
          <Loading query={list} rows={4} />
        </div>
      )}
      {list.isSuccess && items.length === 0 ? (
        <div className={css['none']}>
          <h2>{t(`none_${tab}`)}</h2>
          <p className="dim">{t(`noneText_${tab}`)}</p>
        </div>
      ) : null}
      <ul aria-label={t('list')}>
        {items.map((approval) =>
          tab === 'decided' ? (
            <ShortRow key={approval.id} approval={approval} tab={tab} isChosen={approval.id === chosen} />
          ) : (
            <Row key={approval.id} approval={approval} tab={tab} isChosen={approval.id === chosen} />
          ),
        )}
      </ul>
      {list.hasNextPage ? (
        <Button m={16} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
      {tab === 'mine' ? <DecidedToday chosen={chosen} /> : null}
    </div>
  )
}

function TabRow({ tab }: { readonly tab: Tab }) {
  const { t } = useTranslation('approval')
  const { data } = useQuery(approvalCountQuery)
  const can = useCan()
  const counts: Partial<Record<Tab, number | undefined>> = { mine: data?.mine, all: data?.pending, review: data?.unreviewed }
  const shown = tabs.filter(
    (one) => one !== 'review' || tab === 'review' || (can('effect:decide') && (data?.unreviewed ?? 0) > 0),
  )
  return (
    <nav className={css['tabs']} aria-label={t('tabs')}>
      {shown.map((one) => (
        <Link
          key={one}
          to="/approvals"
          search={one === 'mine' ? {} : { tab: one }}
          // Which of them it is stands in the search, and the place itself matches all of them.
          activeOptions={{ exact: true }}
          data-on={one === tab || undefined}
          aria-current={one === tab ? 'true' : undefined}
        >
          {t(`tab_${one}`)} {counts[one] === undefined ? null : <b>{counts[one]}</b>}
        </Link>
      ))}
    </nav>
  )
}

type RowProps = { readonly approval: Approval; readonly tab: Tab; readonly isChosen: boolean }

const linkTo = (approval: Approval, tab: Tab) =>
  ({
    to: '/approvals/$approvalId',
    params: { approvalId: approval.id },
    search: tab === 'mine' ? {} : { tab },
  }) as const

function Row({ approval, tab, isChosen }: RowProps) {
  const { t } = useTranslation('approval')
  const nowMs = useNow()
  const { requester, subject } = approval
  const origin = subject.workflowName ?? (requester === null ? '' : t('askedBy', { name: requester.name }))
  return (
    <li>
      <Link {...linkTo(approval, tab)} className={css['row']} aria-current={isChosen ? 'true' : undefined}>
        <EffectChip effect={approval.class} large />
        <div className="sp">
          <div className={css['title']}>{approval.title}</div>
          <div className={`${css['under']} xs dim`}>
            <span className="ell">{origin}</span>
            <span className="sp" />
            <span className="num nw" title={formatFullTime(approval.createdAt)}>
              {formatAge(approval.createdAt, nowMs)}
            </span>
          </div>
        </div>
      </Link>
    </li>
  )
}

function ShortRow({ approval, tab, isChosen }: RowProps) {
  const { t } = useTranslation('approval')
  return (
    <li>
      <Link {...linkTo(approval, tab)} className={css['short']} aria-current={isChosen ? 'true' : undefined}>
        <EffectChip effect={approval.class} />
        <span className="ell sp ink2">{approval.title}</span>
        <span
          className={`${css['word']} xs nw`}
          data-state={stateOf[approval.state]}
          data-glass={approval.isBrokenGlass || undefined}
        >
          {approval.isBrokenGlass ? t('brokenGlass') : t(`state_${approval.state}`)}
        </span>
      </Link>
    </li>
  )
}

const todayMax = 6

function DecidedToday({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation('approval')
  const decided = useInfiniteQuery(approvalListQuery(filters.decided))
  const isToday = ({ decidedAt, expiresAt }: Approval) => formatTime(decidedAt ?? expiresAt, new Date(), '').startsWith(', ')
  const items = decided.data?.pages[0]?.items.filter(isToday).slice(0, todayMax) ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="decided-today">
      <h2 className={css['listHead']} id="decided-today">
        {t('decidedToday')}
      </h2>
      <ul>
        {items.map((approval) => (
          <ShortRow key={approval.id} approval={approval} tab="mine" isChosen={approval.id === chosen} />
        ))}
      </ul>
    </section>
  )
}
