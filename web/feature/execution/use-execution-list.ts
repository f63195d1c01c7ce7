import type { ExecutionSummary } from '@steward/contract/api/execution'
import type { LiveEvent } from '@steward/contract/api/live-event'
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { call } from '../../api/call.ts'
import { type ExecutionFilter, executionListQuery } from '../../api/executions.ts'
import { useLiveEvents } from '../../api/live.ts'
import { useThrottled } from '../../lib/use-throttled.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { isUnfinished } from '../../ui/state.ts'

type Page = { readonly items: ExecutionSummary[]; readonly next: string | null }
type Pages = InfiniteData<Page, string | null>

const refreshMs = 1000
const receiptsMs = 2000
const topRows = 100

/** The list, kept up to date: what is shown changes in place, and what is new comes in on top, as the server filters it. */
export function useExecutionList(filter: ExecutionFilter) {
  const client = useQueryClient()
  const query = executionListQuery(filter)
  const list = useInfiniteQuery({ ...query, placeholderData: (before) => before })
  const change = (how: (pages: Pages) => Pages) =>
    client.setQueryData<Pages>(query.queryKey, (pages) => (pages === undefined ? pages : how(pages)))

  const refreshTop = useThrottled(() => {
    const top = call('GET /executions', { query: { ...withoutUndefined(filter), limit: topRows } })
    top.then(
      ({ items }) => {
        const pages = client.getQueryData<Pages>(query.queryKey)
        const known = new Set(pages?.pages.flatMap((page) => page.items.map(({ id }) => id)))
        // More has come than one page holds, so between them something would be missing.
        if (known.size > 0 && items.length === topRows && !items.some(({ id }) => known.has(id)))
          void client.invalidateQueries({ queryKey: query.queryKey })
        else change((before) => withTop(before, items))
      },
      () => undefined,
    )
  }, refreshMs)

  // Receipts are written a moment after the end that they tell of.
  const later = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(later.current), [])
  const refreshLater = () => {
    clearTimeout(later.current)
    later.current = setTimeout(refreshTop, receiptsMs)
  }

  useLiveEvents(filter.workflowId === undefined ? {} : { workflowId: filter.workflowId }, {
    onEvents: (events) => {
      const changed = events.flatMap((event) => (event.type === 'execution.changed' ? [event.execution] : []))
      if (changed.length === 0) return
      change((pages) => withChanged(pages, changed))
      refreshTop()
      if (changed.some(({ status }) => !isUnfinished(status))) refreshLater()
    },
    onOpen: refreshTop,
  })
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  return { list, items }
}

/** Events say nothing of effects; those that are known stay. */
function withChanged(pages: Pages, changed: readonly Extract<LiveEvent, { execution: unknown }>['execution'][]): Pages {
  const byId = new Map(changed.map((one) => [one.id, one]))
  if (!pages.pages.some((page) => page.items.some(({ id }) => byId.has(id)))) return pages
  return mapped(pages, (one) => ({ ...one, ...byId.get(one.id) }))
}

function withTop(pages: Pages, top: readonly ExecutionSummary[]): Pages {
  const [first, ...others] = pages.pages
  if (first === undefined) return pages
  const byId = new Map(top.map((one) => [one.id, one]))
  const known = new Set(pages.pages.flatMap((page) => page.items.map(({ id }) => id)))
  const fresh = top.filter(({ id }) => !known.has(id))
  return mapped(
    { ...pages, pages: [{ ...first, items: [...fresh, ...first.items] }, ...others] },
    (one) => byId.get(one.id) ?? one,
  )
}

const mapped = (pages: Pages, change: (one: ExecutionSummary) => ExecutionSummary): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, items: page.items.map(change) })),
})
