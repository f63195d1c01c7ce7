import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { doubtsQuery, effectListQuery } from '../../api/effects.ts'
import { sentenceOf } from '../../api/problem.ts'
import { withoutUndefined } from '../../lib/without-undefined.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { DoubtList } from './doubt-list.tsx'
import { EffectFilters } from './effect-filters.tsx'
import { type EffectSearch, filterOf } from './effect-search.ts'
import { EffectTable } from './effect-table.tsx'
import { EffectTotals } from './effect-totals.tsx'
import { ExportMenu } from './export-menu.tsx'
import { ReceiptDrawer } from './receipt-drawer.tsx'

/** Everything that was done outside, and what nobody knows yet whether it was. */
export default function EffectListPage() {
  const { t } = useTranslation('effect')
  const search: EffectSearch = useSearch({ from: '/inside/effects' })
  const navigate = useNavigate({ from: '/effects' })
  const filter = filterOf(search)
  const list = useInfiniteQuery({ ...effectListQuery(filter), placeholderData: (before) => before })
  const doubts = useQuery(doubtsQuery)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  // The address names only what is chosen.
  const set = (change: EffectSearch) =>
    void navigate({ search: (before) => withoutUndefined({ ...before, ...change }), replace: true })
  return (
    <Page title={t('effects', { ns: 'common' })} actions={<ExportMenu filter={filter} />}>
      {doubts.data !== undefined && doubts.data.items.length > 0 ? <DoubtList receipts={doubts.data.items} /> : null}
      <EffectTotals filter={filter} />
      <EffectFilters search={search} onChange={set} />
      {list.isPending ? <SkeletonRows rows={8} height={44} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && items.length > 0 ? <EffectTable receipts={items} onOpen={(receipt) => set({ receipt })} /> : null}
      {list.isSuccess && items.length === 0 ? (
        <Empty title={isFiltered ? t('noneFiltered') : t('none')} text={isFiltered ? t('noneFilteredText') : t('noneText')}>
          {isFiltered ? <Button onClick={() => void navigate({ search: {} })}>{t('clearFilter')}</Button> : null}
        </Empty>
      ) : null}
      {list.hasNextPage ? (
        <Button style={{ alignSelf: 'center' }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
      <ReceiptDrawer id={search.receipt} onClose={() => set({ receipt: undefined })} onOpen={(receipt) => set({ receipt })} />
    </Page>
  )
}
