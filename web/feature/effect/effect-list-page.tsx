import { effectOutcomes } from '@steward/contract/api/effect'
import { effectClasses } from '@steward/contract/effect'
import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { doubtsQuery, effectListQuery } from '../../api/effects.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { DoubtList } from './doubt-list.tsx'
import { EffectTable } from './effect-table.tsx'
import { ReceiptDrawer } from './receipt-drawer.tsx'
import css from './effect.module.css'

/** Everything that was done outside, and what nobody knows yet whether it was. */
export default function EffectListPage() {
  const { t } = useTranslation('effect')
  const search = useSearch({ from: '/inside/effects' })
  const navigate = useNavigate({ from: '/effects' })
  const filter = { class: search.class, outcome: search.outcome, workflowId: search.workflow, executionId: search.execution }
  const list = useInfiniteQuery({ ...effectListQuery(filter), placeholderData: (before) => before })
  const doubts = useQuery(doubtsQuery)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const set = (change: Partial<Search>) => void navigate({ search: (before) => clean({ ...before, ...change }), replace: true })
  return (
    <Page title={t('effects', { ns: 'common' })}>
      {doubts.data !== undefined && doubts.data.items.length > 0 ? <DoubtList receipts={doubts.data.items} /> : null}
      <Filters search={search} onChange={set} />
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
      <ReceiptDrawer id={search.receipt} onClose={() => set({ receipt: undefined })} />
    </Page>
  )
}

type Search = {
  class?: string | undefined
  outcome?: string | undefined
  workflow?: string | undefined
  execution?: string | undefined
  receipt?: string | undefined
}

function Filters({ search, onChange }: { readonly search: Search; readonly onChange: (change: Partial<Search>) => void }) {
  const { t } = useTranslation('effect')
  const chosen = (value: string | null) => (value === null || value === '' ? undefined : value)
  return (
    <div className={css['filters']} role="search">
      <Select
        aria-label={t('class')}
        value={search.class ?? ''}
        onChange={(value) => onChange({ class: chosen(value) })}
        data={[
          { value: '', label: t('allClasses') },
          ...effectClasses
            .filter((one) => one !== 'pure')
            .map((one) => ({ value: one, label: t(`effect.${one}`, { ns: 'common' }) })),
        ]}
      />
      <Select
        aria-label={t('outcome')}
        value={search.outcome ?? ''}
        onChange={(value) => onChange({ outcome: chosen(value) })}
        data={[
          { value: '', label: t('allOutcomes') },
          ...effectOutcomes.map((one) => ({ value: one, label: t(`outcome_${one}`) })),
        ]}
      />
      {search.execution === undefined ? null : (
        <Button rightSection={<X size={12} aria-hidden />} onClick={() => onChange({ execution: undefined })}>
          {t('ofExecution')}
        </Button>
      )}
    </div>
  )
}

/** The address names only what is chosen. */
function clean(search: Search): { [Name in keyof Search]?: Exclude<Search[Name], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}
