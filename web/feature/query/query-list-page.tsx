import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { KeyRound, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useQueryEvents } from '../../api/live.ts'
import { queryListQuery } from '../../api/queries.ts'
import { useCanSomewhere } from '../../api/session.ts'
import { Loading } from '../../lib/loading.tsx'
import { useThrottled } from '../../lib/use-throttled.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { Empty } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { QueryFilters } from './query-filters.tsx'
import { filterOf, type QuerySearch } from './query-search.ts'
import { QueryTable } from './query-table.tsx'

const refreshMs = 1_000

/** Queries that were asked for, newest first, as they move. */
export default function QueryListPage() {
  const { t } = useTranslation('query')
  const search: QuerySearch = useSearch({ from: '/inside/queries' })
  const navigate = useNavigate({ from: '/queries' })
  const client = useQueryClient()
  const mayRead = useCanSomewhere()('query:read')
  const filter = filterOf(search)
  const list = useInfiniteQuery({ ...queryListQuery(filter), placeholderData: (before) => before, enabled: mayRead })
  const refresh = useThrottled(() => void client.invalidateQueries({ queryKey: ['queries', 'list'] }), refreshMs)
  useQueryEvents(mayRead ? { onEvents: refresh, onOpen: refresh } : undefined)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  // The address names only what is chosen.
  const set = (change: QuerySearch) =>
    void navigate({ search: (before) => withoutUndefined({ ...before, ...change }), replace: true })
  if (!mayRead)
    return (
      <Page title={t('queries', { ns: 'common' })}>
        <Empty title={t('mayReadNot')} text={t('mayReadNotText')} />
      </Page>
    )
  return (
    <Page title={t('queries', { ns: 'common' })} actions={<Actions />}>
      <QueryFilters search={search} onChange={set} />
      <Loading query={list} rows={8} />
      {items.length > 0 ? <QueryTable items={items} /> : null}
      {list.isSuccess && items.length === 0 ? (
        <Empty title={t(isFiltered ? 'noneFiltered' : 'none')} text={t(isFiltered ? 'noneFilteredText' : 'noneText')}>
          {isFiltered ? <Button onClick={() => void navigate({ search: {} })}>{t('clearFilter')}</Button> : null}
        </Empty>
      ) : null}
      {list.hasNextPage ? (
        <Button style={{ alignSelf: 'center' }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
    </Page>
  )
}

function Actions() {
  const { t } = useTranslation('query')
  const maySubmit = useCanSomewhere()('query:submit')
  return (
    <>
      <Button component={Link} to="/queries/access" leftSection={<KeyRound size={14} aria-hidden />}>
        {t('standingAccess')}
      </Button>
      {maySubmit ? (
        <Button variant="filled" component={Link} to="/queries/new" leftSection={<Plus size={14} aria-hidden />}>
          {t('new')}
        </Button>
      ) : null}
    </>
  )
}
