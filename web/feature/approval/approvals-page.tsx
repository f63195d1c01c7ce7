import type { Approval } from '@steward/contract/api/approval'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalCountQuery, approvalQuery } from '../../api/approvals.ts'
import { useLiveEvents } from '../../api/live.ts'
import { Loading } from '../../lib/loading.tsx'
import { useKey } from '../../lib/use-key.ts'
import { useThrottled } from '../../lib/use-throttled.ts'
import { Empty } from '../../ui/feedback.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Page } from '../../ui/page.tsx'
import { ApprovalCard } from '../../lib/approval/approval-card.tsx'
import { ApprovalList, type Tab, tabs, useApprovalList } from './approval-list.tsx'
import css from '../../lib/approval/approval.module.css'
import { ContextColumn } from './context-column.tsx'

const refreshMs = 1_000

/** What waits for a decision: the list, the one that is looked at, and what there is to know about it. */
export default function ApprovalsPage() {
  const { t } = useTranslation(['approval', 'common'])
  const search = useSearch({ strict: false })
  const { approvalId } = useParams({ strict: false })
  const tab = tabs.find((one) => one === search.tab) ?? 'mine'
  const list = useApprovalList(tab)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const waiting = useQuery(approvalCountQuery).data?.mine
  useRefreshing()
  useMoving(items, tab, approvalId)
  const position = items.findIndex(({ id }) => id === approvalId)
  return (
    <Page
      bare
      title={
        waiting === undefined || waiting === 0
          ? t('approvals', { ns: 'common' })
          : `(${waiting}) ${t('approvals', { ns: 'common' })}`
      }
      heading={<Heading isOpen={approvalId !== undefined} />}
      facts={
        <>
          <span className={`${css['waiting']} dim num hide-s`}>
            {waiting === undefined ? '' : waiting === 0 ? t('nobodyWaits') : t('waitForYou', { count: waiting })}
          </span>
          {position === -1 ? null : (
            <span className="only-s xs dim num">{t('positionOf', { position: position + 1, count: items.length })}</span>
          )}
        </>
      }
      actions={<KeyHelp />}
    >
      <div className={css['grid']} data-open={approvalId !== undefined || undefined}>
        <ApprovalList tab={tab} chosen={approvalId} list={list} />
        {approvalId === undefined ? (
          <div className={css['middle']}>
            {items.length === 0 ? null : <Empty title={t('chooseOne')} text={t('chooseOneText')} />}
          </div>
        ) : (
          <Opened key={approvalId} id={approvalId} />
        )}
      </div>
    </Page>
  )
}

function Heading({ isOpen }: { readonly isOpen: boolean }) {
  const { t } = useTranslation(['approval', 'common'])
  return (
    <>
      {isOpen ? (
        <Link to="/approvals" search className={`${css['back']} only-s`} aria-label={t('backToList')}>
          <ChevronLeft size={16} aria-hidden />
        </Link>
      ) : null}
      <h1>{t('approvals', { ns: 'common' })}</h1>
    </>
  )
}

function KeyHelp() {
  const { t } = useTranslation('approval')
  return (
    <span className={`${css['keys']} xs dim hide-s`}>
      <span>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {t('move')}
      </span>
      <span>
        <Kbd>A</Kbd> {t('approveKey')}
      </span>
      <span>
        <Kbd>R</Kbd> {t('rejectKey')}
      </span>
    </span>
  )
}

function Opened({ id }: { readonly id: string }) {
  const approval = useQuery(approvalQuery(id))
  if (approval.data === undefined)
    return (
      <div className={css['middle']}>
        <Loading query={approval} rows={6} />
      </div>
    )
  return (
    <>
      <div className={css['middle']}>
        <ApprovalCard approval={approval.data} />
      </div>
      <ContextColumn approval={approval.data} />
    </>
  )
}

/** What is asked, answered or used is heard of at once; should an event be missed, it is asked for every few seconds. */
function useRefreshing() {
  const client = useQueryClient()
  const refresh = useThrottled(() => void client.invalidateQueries({ queryKey: ['approvals'] }), refreshMs)
  useLiveEvents(
    {},
    {
      onEvents: (events) => {
        if (events.some(({ type }) => type === 'approval.changed')) refresh()
      },
      onOpen: refresh,
    },
  )
}

/** J and K; with room for both, the first of the list is opened by itself. */
function useMoving(items: readonly Approval[], tab: Tab, chosen: string | undefined) {
  const navigate = useNavigate()
  const isPhone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  const open = (id: string, replace: boolean) =>
    void navigate({
      to: '/approvals/$approvalId',
      params: { approvalId: id },
      search: tab === 'mine' ? {} : { tab },
      replace,
    })
  const first = items[0]?.id
  useEffect(() => {
    if (chosen === undefined && first !== undefined && !isPhone) open(first, true)
    // oxlint-disable-next-line react/exhaustive-deps -- Only when there is something new to open.
  }, [chosen, first, isPhone])
  const move = (by: 1 | -1) => {
    const at = items.findIndex(({ id }) => id === chosen)
    // What was just decided is not in the list any more: the next one is the first.
    const next = at === -1 ? items[0] : items[at + by]
    if (next !== undefined) open(next.id, true)
  }
  useKey('j', () => move(1))
  useKey('k', () => move(-1))
}
