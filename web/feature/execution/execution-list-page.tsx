import { Button, SegmentedControl, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { executionListQuery } from '../../api/executions.ts'
import { useLiveEvents } from '../../api/live.ts'
import { call } from '../../api/call.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useThrottled } from '../../lib/use-throttled.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { ExecutionTable } from './execution-table.tsx'
import css from './list.module.css'

/** What a person looks for, each standing for one or more statuses. */
const filters = {
  all: undefined,
  running: 'queued,running',
  waiting: 'waiting,paused',
  failed: 'failed',
  completed: 'completed',
  cancelled: 'cancelled',
} as const
type Filter = keyof typeof filters
const filterNames = Object.keys(filters) as Filter[]
const refreshMs = 1000

export default function ExecutionListPage() {
  const { t } = useTranslation('execution')
  const search = useSearch({ from: '/inside/executions' })
  const navigate = useNavigate({ from: '/executions' })
  const client = useQueryClient()
  const status = filterNames.find((name) => name === search.status) ?? 'all'
  const list = useInfiniteQuery({
    ...executionListQuery({ status: filters[status], workflowId: search.workflow }),
    placeholderData: (before) => before,
  })
  const refresh = useThrottled(() => void client.invalidateQueries({ queryKey: ['executions', 'list'] }), refreshMs)
  useLiveEvents(search.workflow === undefined ? {} : { workflowId: search.workflow }, {
    onEvents: (events) => {
      if (events.some((event) => event.type === 'execution.changed')) refresh()
    },
    onOpen: refresh,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = status !== 'all' || search.workflow !== undefined
  return (
    <Page title={t('executions', { ns: 'common' })}>
      <div className={css['filters']} role="search">
        <SegmentedControl
          aria-label={t('status')}
          value={status}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...without(before, 'status'), ...(value === 'all' ? {} : { status: value }) }),
              replace: true,
            })
          }
          data={filterNames.map((name) => ({ value: name, label: t(`filter_${name}`) }))}
        />
        <span className="sp hide-s" />
        <WorkflowSelect
          value={search.workflow}
          onChange={(workflow) =>
            void navigate({
              search: (before) => ({ ...without(before, 'workflow'), ...(workflow === '' ? {} : { workflow }) }),
              replace: true,
            })
          }
        />
      </div>
      {list.isPending ? <SkeletonRows rows={8} height={44} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && items.length > 0 ? <ExecutionTable items={items} /> : null}
      {list.isSuccess && items.length === 0 ? (
        <Empty title={filtered ? t('noneFiltered') : t('none')} text={filtered ? t('noneFilteredText') : t('noneText')}>
          {filtered ? <Button onClick={() => void navigate({ search: {} })}>{t('clearFilter')}</Button> : null}
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

function without<T extends object, Name extends keyof T>(value: T, name: Name): Omit<T, Name> {
  const { [name]: _dropped, ...rest } = value
  return rest
}

function WorkflowSelect({ value, onChange }: { readonly value: string | undefined; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation('execution')
  const workflows = useQuery({
    queryKey: ['workflows', 'names'],
    queryFn: ({ signal }) => call('GET /workflows', { query: { limit: 200 } }, signal),
  })
  return (
    <Select
      className={css['workflow'] ?? ''}
      aria-label={t('workflow')}
      searchable
      value={value ?? ''}
      onChange={(next) => onChange(next ?? '')}
      data={[
        { value: '', label: t('allWorkflows') },
        ...(workflows.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
      ]}
    />
  )
}
