import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { statsQuery } from '../../api/executions.ts'
import { useLiveEvents } from '../../api/live.ts'
import { waitingVersionsQuery } from '../../api/publications.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { type WorkflowFilter, workflowListQuery } from '../../api/workflows.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { useThrottled } from '../../lib/use-throttled.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FirstWorkflow } from './first-workflow.tsx'
import { ImportDialog } from './import/import-dialog.tsx'
import { DropZone } from './import/drop-zone.tsx'
import { useImport } from './import/use-import.ts'
import { NumberStrip } from './number-strip.tsx'
import { WorkflowTable } from './workflow-table.tsx'

const statuses = ['active', 'inactive', 'draft', 'archived'] as const
/** A busy workspace must not make every open list ask more often than this. */
const refreshMs = 1500

export default function WorkflowListPage() {
  const { t } = useTranslation('workflow')
  const search = useSearch({ from: '/inside/workflows' })
  const navigate = useNavigate({ from: '/workflows' })
  const filter: WorkflowFilter = { search: search.q, status: statuses.find((one) => one === search.status), tag: search.tag }
  const list = useInfiniteQuery({ ...workflowListQuery(filter), placeholderData: (before) => before })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const stats = useQuery({
    ...statsQuery(items.map((item) => item.id)),
    enabled: list.isSuccess,
    placeholderData: (before) => before,
  })
  const counts = list.data?.pages[0]?.counts ?? {}
  const importing = useImport()
  const [dialogOpen, setDialogOpen] = useState(false)
  const mayWrite = useCan()('workflow:write')
  useRefreshOnEvents()

  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const unfiltered = filter.search === undefined && filter.status === undefined && filter.tag === undefined
  const set = (change: typeof search) => void navigate({ search: (before) => clean({ ...before, ...change }), replace: true })
  const take = (files: readonly File[]) => {
    setDialogOpen(true)
    void importing.takeFiles(files)
  }
  const takeText = (text: string) => {
    setDialogOpen(true)
    void importing.takeText(text, t('pastedName'))
  }

  const isEmpty = list.isSuccess && unfiltered && total === 0
  if (isEmpty && !mayWrite) {
    return (
      <Page title={t('workflows', { ns: 'common' })}>
        <Empty title={t('noneToSee')} text={t('noneToSeeText')} />
      </Page>
    )
  }
  if (isEmpty) {
    return (
      <DropZone onFiles={take} onText={takeText}>
        <FirstWorkflow onFiles={take} onOpenDialog={() => setDialogOpen(true)} />
        <ImportDialog
          opened={dialogOpen}
          onClose={() => setDialogOpen(false)}
          importing={importing}
          onFiles={take}
          onText={takeText}
        />
      </DropZone>
    )
  }
  return (
    <DropZone onFiles={take} onText={takeText}>
      <Page
        title={t('workflows', { ns: 'common' })}
        facts={list.isSuccess ? <span className="dim num hide-s">{total}</span> : null}
        actions={
          <Allowed permission="workflow:write">
            <Button variant="filled" leftSection={<Upload size={14} aria-hidden />} onClick={() => setDialogOpen(true)}>
              {t('import')}
            </Button>
          </Allowed>
        }
      >
        <NumberStrip stats={stats.data} />
        <FilterBar search={search} counts={counts} onChange={set} />
        {list.isPending ? <SkeletonRows rows={8} /> : null}
        {list.isError ? (
          <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
        ) : null}
        {list.isSuccess && items.length > 0 ? <WorkflowTable items={items} stats={stats.data?.workflows ?? []} /> : null}
        {list.isSuccess && items.length === 0 ? (
          <Empty title={t('nothingMatches')} text={t('nothingMatchesText')}>
            <Button onClick={() => void navigate({ search: {} })}>{t('clearFilter')}</Button>
          </Empty>
        ) : null}
        {list.hasNextPage ? (
          <Button style={{ alignSelf: 'center' }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('loadMore', { ns: 'common' })}
          </Button>
        ) : null}
      </Page>
      <ImportDialog
        opened={dialogOpen}
        onClose={() => setDialogOpen(false)}
        importing={importing}
        onFiles={take}
        onText={takeText}
      />
    </DropZone>
  )
}

function useRefreshOnEvents() {
  const client = useQueryClient()
  const refreshStats = useThrottled(() => void client.invalidateQueries({ queryKey: ['executions', 'stats'] }), refreshMs)
  const refreshList = useThrottled(() => void client.invalidateQueries({ queryKey: ['workflows', 'list'] }), refreshMs)
  const refreshWaiting = useThrottled(() => void client.invalidateQueries({ queryKey: waitingVersionsQuery.queryKey }), refreshMs)
  useLiveEvents(
    {},
    {
      onEvents: (events) => {
        if (events.some((event) => event.type === 'execution.changed')) refreshStats()
        if (events.some((event) => event.type === 'workflow.changed')) refreshList()
        if (events.some((event) => event.type === 'approval.changed')) refreshWaiting()
      },
      onOpen: () => {
        refreshStats()
        refreshList()
        refreshWaiting()
      },
    },
  )
}

const clean = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '')) as T
