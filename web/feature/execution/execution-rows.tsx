import type { ExecutionSummary } from '@steward/contract/api/execution'
import { Checkbox } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../api/session.ts'
import { formatDuration, formatFullTime, formatTime, shortId } from '../../lib/format.ts'
import { usePageKeys } from '../../shell/commands.ts'
import { EffectSquares } from '../../ui/effect-chip.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import { mayRetry } from './bulk-bar.tsx'
import { useModeWord } from './mode-word.ts'
import { RetryFromList } from './retry-from-list.tsx'
import css from './list.module.css'

type Props = {
  readonly items: readonly ExecutionSummary[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly hasMore: boolean
  readonly onMore: () => void
}

const rowHeight = 44
const cardHeight = 66

/** Draws only the rows that are in sight, however many there are. */
export function ExecutionRows({ items, chosen, onChoose, hasMore, onMore }: Props) {
  const { t } = useTranslation('execution')
  const scroller = useRef<HTMLDivElement>(null)
  const isPhone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  const height = isPhone ? cardHeight : rowHeight
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 12,
  })
  const seen = rows.getVirtualItems()
  const last = seen.at(-1)?.index ?? 0
  useLayoutEffect(() => {
    if (hasMore && last >= items.length - 30) onMore()
  }, [hasMore, last, items.length, onMore])
  useSteadyRows(scroller, items, height)
  const [retrying, setRetrying] = useState<string>()
  const stopRetrying = useCallback(() => setRetrying(undefined), [])
  const at = useRowKeys(items, { show: (index) => rows.scrollToIndex(index), retry: setRetrying })
  useRowFocus(scroller, at)
  const choose = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  return (
    <div ref={scroller} className={`card ${css['scroller']}`} tabIndex={-1}>
      <div role="table" aria-label={t('executions', { ns: 'common' })} aria-rowcount={hasMore ? -1 : items.length + 1}>
        {isPhone ? null : <Head />}
        <div role="rowgroup" className={css['rows']} style={{ height: rows.getTotalSize() }}>
          {seen.map(({ index, start, key }) => {
            const execution = items[index]
            if (execution === undefined) return null
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={isPhone ? css['phoneRow'] : css['row']}
                data-at={execution.id === at || undefined}
                style={{ transform: `translateY(${start}px)`, height }}
              >
                <Row execution={execution} isPhone={isPhone} isChosen={chosen.has(execution.id)} onChoose={choose} />
              </div>
            )
          })}
        </div>
      </div>
      {retrying === undefined ? null : <RetryFromList executionId={retrying} onClose={stopRetrying} />}
    </div>
  )
}

/** What comes in above pushes nothing away under the eyes of who reads further down. */
function useSteadyRows(scroller: React.RefObject<HTMLDivElement | null>, items: readonly ExecutionSummary[], height: number) {
  const first = useRef(items[0]?.id)
  useLayoutEffect(() => {
    const before = first.current
    first.current = items[0]?.id
    const came = items.findIndex(({ id }) => id === before)
    if (came > 0 && scroller.current !== null && scroller.current.scrollTop > height) scroller.current.scrollTop += came * height
  }, [scroller, items, height])
}

type RowActions = { readonly show: (index: number) => void; readonly retry: (id: string) => void }

/** J and K go through the rows; the id of the one that is at hand. */
function useRowKeys(items: readonly ExecutionSummary[], { show, retry }: RowActions): string | undefined {
  const { t } = useTranslation('execution')
  const navigate = useNavigate()
  const may = useCan()
  const [id, setId] = useState<string>()
  const index = items.findIndex((one) => one.id === id)
  const move = (by: number) => {
    const next = Math.max(0, Math.min(items.length - 1, index < 0 ? 0 : index + by))
    setId(items[next]?.id)
    show(next)
  }
  const one = items[index]
  const open = (executionId: string) => void navigate({ to: '/executions/$executionId', params: { executionId } })
  usePageKeys([
    { keys: 'j', name: t('keyNext'), run: () => move(1) },
    { keys: 'k', name: t('keyPrevious'), run: () => move(-1) },
    ...(one === undefined
      ? []
      : [
          // Its link has the focus, so that Enter opens it as it opens any link.
          { keys: 'enter', name: t('keyOpen') },
          { keys: 'o', name: t('keyOpen'), run: () => open(one.id) },
          ...(mayRetry(one) && may('execution:write') ? [{ keys: 'r', name: t('keyRetry'), run: () => retry(one.id) }] : []),
        ]),
  ])
  return one?.id
}

/** The link of the row at hand is focused as soon as the row is drawn, and only once. */
function useRowFocus(scroller: React.RefObject<HTMLDivElement | null>, at: string | undefined) {
  const focused = useRef<string>(undefined)
  useEffect(() => {
    if (at === focused.current) return
    const link = scroller.current?.querySelector<HTMLElement>('[data-at] a')
    if (at !== undefined && link == null) return
    focused.current = at
    link?.focus({ preventScroll: true })
  })
}

function Head() {
  const { t } = useTranslation('execution')
  return (
    <div role="rowgroup" className={css['headGroup']}>
      <div role="row" aria-rowindex={1} className={`${css['row']} ${css['headRow']}`}>
        <span role="columnheader">
          <span className="sr">{t('choose')}</span>
        </span>
        <span role="columnheader">{t('status')}</span>
        <span role="columnheader">{t('workflow')}</span>
        <span role="columnheader">{t('effects')}</span>
        <span role="columnheader">{t('mode')}</span>
        <span role="columnheader">{t('execution')}</span>
        <span role="columnheader" className={css['end']}>
          {t('took')}
        </span>
        <span role="columnheader" className={css['end']}>
          {t('started')}
        </span>
      </div>
    </div>
  )
}

function Status({ execution }: { readonly execution: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  if (execution.inDoubt > 0) return <StateLabel state="in_doubt" pill text={t('inDoubt', { count: execution.inDoubt })} />
  if (execution.status === 'waiting' && execution.waitKind === 'approval')
    return <StateLabel state="waiting" pill text={t('waitsForApproval')} />
  return <StateLabel state={execution.status} />
}

type RowProps = {
  readonly execution: ExecutionSummary
  readonly isPhone: boolean
  readonly isChosen: boolean
  readonly onChoose: (id: string) => void
}

function Row({ execution, isPhone, isChosen, onChoose }: RowProps) {
  const { t } = useTranslation('execution')
  const mode = useModeWord(execution.mode)
  const started = formatTime(execution.startedAt, new Date(), t('today', { ns: 'common' }))
  const part = execution.partial
  const name = (
    <Link to="/executions/$executionId" params={{ executionId: execution.id }} className={`b ell ${css['link']}`}>
      {execution.workflowName}
    </Link>
  )
  if (isPhone) {
    return (
      <>
        <span role="cell" className="row">
          {name}
          <span className="sp" />
          <Status execution={execution} />
        </span>
        <span role="cell" className="row xs dim num">
          {started}
          <span className="sp" />
          {formatDuration(execution.durationMs)}
        </span>
      </>
    )
  }
  return (
    <>
      <span role="cell" className={css['check']}>
        <Checkbox
          size="xs"
          aria-label={t('chooseOne', { id: shortId(execution.id) })}
          checked={isChosen}
          onChange={() => onChoose(execution.id)}
        />
      </span>
      <span role="cell">
        <Status execution={execution} />
      </span>
      <span role="cell" className={css['name']}>
        {name}
        <span className="dim num nw">{t('version', { version: execution.workflowVersion })}</span>
        {part == null ? null : <span className="dim nw xs">{t(part.only ? 'partOnly' : 'partUntil', { node: part.name })}</span>}
        {execution.error === null ? null : <span className={`${css['error']} ell`}>{execution.error.message}</span>}
      </span>
      <span role="cell">
        <EffectSquares effects={execution.effects ?? []} />
      </span>
      <span role="cell" className="ink2 ell">
        {mode}
      </span>
      <span role="cell" className="mono dim">
        {shortId(execution.id)}
      </span>
      <span role="cell" className={`${css['end']} num ink2 nw`}>
        {formatDuration(execution.durationMs)}
      </span>
      <span role="cell" className={`${css['end']} num dim nw`} title={formatFullTime(execution.startedAt)}>
        {started}
      </span>
    </>
  )
}
