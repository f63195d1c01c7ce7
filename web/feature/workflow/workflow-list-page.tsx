import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { foldersQuery } from '../../api/folders.ts'
import { statsQuery } from '../../api/executions.ts'
import { useLiveEvents } from '../../api/live.ts'
import { waitingVersionsQuery } from '../../api/publications.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { type WorkflowFilter, workflowListQuery } from '../../api/workflows.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { useNewWorkflow } from '../../lib/use-new-workflow.ts'
import { without } from '../../lib/without.ts'
import { useThrottled } from '../../lib/use-throttled.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { FirstSteps } from './start/first-steps.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FirstWorkflow } from './first-workflow.tsx'
import { ImportDialog } from './import/import-dialog.tsx'
import { DropZone } from './import/drop-zone.tsx'
import { useImport } from './import/use-import.ts'
import { BulkBar } from './list/bulk-bar.tsx'
import { FolderCrumbs, FolderSelect } from './list/folder-crumbs.tsx'
import { FolderPane } from './list/folder-pane.tsx'
import manage from './list/manage.module.css'
import { type Selection, useSelection } from './list/selection.ts'
import { useBulk } from './list/use-bulk.tsx'
import { useListKeys } from './list/use-list-keys.ts'
import { NumberStrip } from './number-strip.tsx'
import { WorkflowTable } from './workflow-table.tsx'

const statuses = ['active', 'inactive', 'draft', 'archived'] as const
/** A busy workspace must not make every open list ask more often than this. */
const refreshMs = 1500

export default function WorkflowListPage() {
  const { t } = useTranslation('workflow')
  const search = useSearch({ from: '/inside/workflows' })
  const navigate = useNavigate({ from: '/workflows' })
  const listing = useListing(search)
  const { list, total, isFiltered } = listing
  const importing = useImport()
  const [isChoosing, setChoosing] = useState(false)
  const mayWrite = useCan()('workflow:write')
  useRefreshOnEvents()

  const take = (files: readonly File[]) => {
    setChoosing(true)
    void importing.takeFiles(files)
  }
  const takeText = (text: string) => {
    setChoosing(true)
    void importing.takeText(text, t('pastedName'))
  }
  const close = () => {
    setChoosing(false)
    if (search.do !== undefined) void navigate({ search: (before) => without(before, 'do'), replace: true })
  }

  const isEmpty = list.isSuccess && !isFiltered && total === 0
  if (isEmpty && !mayWrite) {
    return (
      <Page title={t('workflows', { ns: 'common' })}>
        <Empty title={t('noneToSee')} text={t('noneToSeeText')} />
      </Page>
    )
  }
  return (
    <DropZone onFiles={take} onText={takeText}>
      {isEmpty ? (
        <FirstWorkflow onFiles={take} onOpenDialog={() => setChoosing(true)} />
      ) : (
        <ListPage listing={listing} search={search} onImport={() => setChoosing(true)} />
      )}
      <ImportDialog
        opened={isChoosing || search.do === 'import'}
        onClose={close}
        importing={importing}
        onFiles={take}
        onText={takeText}
      />
    </DropZone>
  )
}

type Search = { readonly q?: string; readonly status?: string; readonly tag?: string; readonly folder?: string }

function useListing(search: Search) {
  const status = statuses.find((one) => one === search.status)
  const filter: WorkflowFilter = { search: search.q, status, tag: search.tag, folder: search.folder }
  const list = useInfiniteQuery({ ...workflowListQuery(filter), placeholderData: (before) => before })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const stats = useQuery({
    ...statsQuery(items.map((item) => item.id)),
    enabled: list.isSuccess,
    placeholderData: (before) => before,
  })
  const counts = list.data?.pages[0]?.counts ?? {}
  return {
    list,
    items,
    counts,
    stats: stats.data,
    folders: useQuery(foldersQuery).data?.items ?? [],
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    isFiltered: Object.values(filter).some((one) => one !== undefined),
  }
}

type ListProps = {
  readonly listing: ReturnType<typeof useListing>
  readonly search: Search
  readonly onImport: () => void
}

function ListPage({ listing, search, onImport }: ListProps) {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate({ from: '/workflows' })
  const { list, items, counts, stats, folders, total } = listing
  const selection = useSelection(items.map(({ id }) => id))
  const bulk = useBulk(selection.clear)
  const chosen = items.filter(({ id }) => selection.ids.has(id))
  const draw = useNewWorkflow(search.folder === 'none' ? undefined : search.folder)
  useListKeys(selection)
  const set = (change: Search) => void navigate({ search: (before) => clean({ ...before, ...change }), replace: true })
  return (
    <Page
      title={t('workflows', { ns: 'common' })}
      heading={<FolderCrumbs folders={folders} chosen={search.folder} />}
      facts={list.isSuccess ? <span className="dim num hide-s">{total}</span> : null}
      actions={
        <Allowed permission="workflow:write">
          <Button leftSection={<Upload size={14} aria-hidden />} onClick={onImport}>
            {t('import')}
          </Button>
          <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={draw}>
            {t('newWorkflow')}
          </Button>
        </Allowed>
      }
    >
      <FirstSteps />
      <NumberStrip stats={stats} />
      <div className={manage['with']}>
        <FolderPane folders={folders} chosen={search.folder} />
        <div className={manage['main']}>
          {folders.length > 0 ? <FolderSelect folders={folders} chosen={search.folder} /> : null}
          <FilterBar search={search} counts={counts} onChange={set} />
          <Found listing={listing} selection={selection} />
          {chosen.length > 0 || bulk.refusals.length > 0 ? (
            <BulkBar chosen={chosen} bulk={bulk} onClear={selection.clear} />
          ) : null}
        </div>
      </div>
    </Page>
  )
}

function Found({ listing, selection }: { readonly listing: ListProps['listing']; readonly selection: Selection }) {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate({ from: '/workflows' })
  const { list, items, stats } = listing
  return (
    <>
      {list.isPending ? <SkeletonRows rows={8} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && items.length > 0 ? (
        <WorkflowTable items={items} stats={stats?.workflows ?? []} selection={selection} />
      ) : null}
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
    </>
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
