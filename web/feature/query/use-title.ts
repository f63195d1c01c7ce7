import type { QuerySummary } from '@steward/contract/api/query'
import { useTranslation } from 'react-i18next'
import { titleOf } from './query-words.ts'

/** What a query is called on a page; one that takes another back says so. */
export function useTitle(): (query: Pick<QuerySummary, 'comments' | 'fileName' | 'excerpt' | 'form'>) => string {
  const { t } = useTranslation('query')
  return (query) => {
    const title = titleOf(query)
    return query.form === 'undo' && (query.comments ?? '').trim() === '' ? t('undoOf', { title }) : title || t('query')
  }
}
