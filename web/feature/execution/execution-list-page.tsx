import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ExecutionRows } from './execution-rows.tsx'
import { ListFilters, type ListSearch, ranges, readRange, readStatus, statusFilters } from './list-filters.tsx'
import { useExecutionList } from './use-execution-list.ts'

export default function ExecutionListPage() {
  const { t } = useTranslation('execution')
  const search = useSearch({ from: '/inside/executions' })
  const navigate = useNavigate({ from: '/executions' })
  const range = readRange(search.since)
  // Of the moment at which it was chosen: a time that goes on would be another list each second.
  const from = useMemo(() => (range === undefined ? undefined : new Date(Date.now() - ranges[range]).toISOString()), [range])
  const status = statusFilters[readStatus(search.status)]
  const { list, items } = useExecutionList({ status, workflowId: search.workflow, mode: search.mode, text: search.text, from })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const isFiltered = Object.keys(search).length > 0
  const change = (name: keyof ListSearch, value: string) =>
    void navigate({
      search: (before) => withoutUndefined({ ...before, [name]: value === '' ? undefined : value }) as ListSearch,
      replace: true,
    })
  return (
    <Page title={t('executions', { ns: 'common' })}>
      <ListFilters search={search} onChange={change} />
      {list.isPending ? <SkeletonRows rows={8} height={44} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && items.length > 0 ? (
        <>
          <BulkBar chosen={items.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />
          <ExecutionRows
            items={items}
            chosen={chosen}
            onChoose={setChosen}
            hasMore={list.hasNextPage}
            onMore={() => {
              if (!list.isFetchingNextPage) void list.fetchNextPage()
            }}
          />
        </>
      ) : null}
      {list.isSuccess && items.length === 0 ? (
        <Empty title={isFiltered ? t('noneFiltered') : t('none')} text={isFiltered ? t('noneFilteredText') : t('noneText')}>
          {isFiltered ? <Button onClick={() => void navigate({ search: {} })}>{t('clearFilter')}</Button> : null}
        </Empty>
      ) : null}
    </Page>
  )
}
