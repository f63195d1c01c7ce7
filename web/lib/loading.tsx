import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../api/problem.ts'
import { Problem, SkeletonRows } from '../ui/feedback.tsx'

type Props = {
  readonly query: {
    readonly isPending: boolean
    readonly isError: boolean
    readonly error: unknown
    readonly refetch: () => unknown
  }
  readonly rows?: number
}

/** What stands in the place of something that is on its way, or that did not come; nothing once it is there. */
export function Loading({ query, rows = 2 }: Props) {
  const { t } = useTranslation('common')
  if (query.isPending) return <SkeletonRows rows={rows} />
  if (!query.isError) return null
  return <Problem title={t('loadFailed')} text={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
}
