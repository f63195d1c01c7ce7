import type { Query } from '@steward/contract/api/query'
import { TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queryResultQuery } from '../../api/queries.ts'
import { formatBytes, formatCount, formatDuration, formatFullTime, formatTime } from '../../lib/format.ts'
import { Loading } from '../../lib/loading.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { plainText } from './cell.ts'
import { DataGrid } from './data-grid.tsx'
import css from './query.module.css'

/** What came back, or why there is nothing to look at. */
export function ResultTab({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const { result, status, may } = query
  if (result === null) {
    const name = status === 'completed' ? 'completed_empty' : status
    return (
      <div className={css['nothing']}>
        <Empty title={t(`noResult_${name}`)} text={query.error ?? query.rejectionReason ?? t(`noResultText_${name}`)} />
      </div>
    )
  }
  if (result.isGone)
    return (
      <div className={css['nothing']}>
        <Empty title={t('resultGone')} text={t('resultGoneText', { until: formatFullTime(result.expiresAt) })} />
      </div>
    )
  if (!may.seeResult)
    return (
      <div className={css['nothing']}>
        <Empty title={t('resultNotYours')} text={t('resultNotYoursText')} />
      </div>
    )
  return <Rows query={query} result={result} />
}

type RowsProps = { readonly query: Query; readonly result: NonNullable<Query['result']> }

function Rows({ query, result }: RowsProps) {
  const { t } = useTranslation('query')
  const pages = useInfiniteQuery(queryResultQuery(query.id))
  const [words, setWords] = useState('')
  const columns = pages.data?.pages[0]?.columns
  const all = useMemo(() => pages.data?.pages.flatMap(({ rows }) => rows) ?? [], [pages.data])
  const rows = useMemo(() => matching(all, words), [all, words])
  if (columns === undefined)
    return (
      <div className={css['nothing']}>
        <Loading query={pages} rows={8} />
      </div>
    )
  const isWhole = !pages.hasNextPage
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage && words === '') void pages.fetchNextPage()
  }
  return (
    <>
      {result.isTruncated ? (
        <p className={css['banner']}>
          {t('truncated', { rows: formatCount(query.limits.rows), size: formatBytes(query.limits.bytes) })}
        </p>
      ) : null}
      <div className={css['underTabs']}>
        <TextInput
          size="xs"
          className={css['findRows'] ?? ''}
          aria-label={t('findRows')}
          placeholder={t(isWhole ? 'findRows' : 'findRowsLoaded', { number: formatCount(all.length) })}
          leftSection={<Search size={13} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span className="xs dim num" role="status">
          {words === '' ? '' : t('rows', { count: rows.length, number: formatCount(rows.length) })}
        </span>
        <span className="sp" />
        <span className="xs dim num hide-s" title={formatFullTime(result.expiresAt)}>
          {t('resultUntil', {
            time: formatTime(result.expiresAt, new Date(), t('today', { ns: 'common' })).replace(/:\d\d$/, ''),
          })}
        </span>
      </div>
      {columns.length === 0 ? (
        <p className={css['quietLine']}>{t('noColumns')}</p>
      ) : (
        <DataGrid
          columns={columns}
          rows={rows}
          count={words === '' ? result.rows : rows.length}
          onNearEnd={more}
          label={t('result')}
        />
      )}
    </>
  )
}

/** The rows that hold the words in any of their values. */
function matching(rows: readonly (readonly unknown[])[], words: string): readonly (readonly unknown[])[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter((row) => row.some((value) => plainText(value).toLowerCase().includes(wanted)))
}

/** "217 rows · 312 ms · 41 kB · 1 column masked". */
export function ResultFacts({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const { result, may } = query
  const pages = useInfiniteQuery({ ...queryResultQuery(query.id), enabled: false })
  if (result === null) return null
  const masked = may.seeResult ? (pages.data?.pages[0]?.columns.filter(({ isMasked }) => isMasked).length ?? 0) : 0
  return (
    <span className="xs dim num hide-s">
      {[
        result.changedRows === null ? null : t('changed', { count: result.changedRows, number: formatCount(result.changedRows) }),
        result.changedRows !== null && result.rows === 0
          ? null
          : t('rows', { count: result.rows, number: formatCount(result.rows) }),
        formatDuration(result.durationMs),
        formatBytes(result.sizeBytes),
        masked === 0 ? null : t('columnsMasked', { count: masked }),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </span>
  )
}
