import type { AuditLine } from '@steward/contract/api/audit'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AuditFilter, type AuditOwner, auditQuery } from '../../api/audit.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditTable } from './audit-table.tsx'
import { ExportMenu } from './export-menu.tsx'
import { LineDrawer } from './line-drawer.tsx'
import { VerificationBadge } from './verification-badge.tsx'

/** The log of a workspace, or of the installation: whether it is whole, its lines, and one of them in full. */
export function AuditLog({ owner }: { readonly owner: AuditOwner }) {
  const { t } = useTranslation('audit')
  const [filter, setFilter] = useState<AuditFilter>({})
  const [round, setRound] = useState(0)
  const [open, setOpen] = useState<AuditLine>()
  const list = useInfiniteQuery({ ...auditQuery(owner, filter), placeholderData: (before) => before })
  const lines = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(filter).length > 0
  const begin = (wanted: AuditFilter) => {
    setOpen(undefined)
    setFilter(wanted)
    setRound(round + 1)
  }
  return (
    <Page
      title={t(owner === 'workspace' ? 'auditLog' : 'installationAudit', { ns: 'common' })}
      actions={<ExportMenu owner={owner} filter={filter} />}
    >
      <p className="ink2">{t(owner === 'workspace' ? 'lead' : 'leadInstallation')}</p>
      <VerificationBadge owner={owner} />
      <AuditFilters filter={filter} onChange={setFilter} round={round} />
      {list.isPending ? <SkeletonRows rows={8} height={44} /> : null}
      {list.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : null}
      {lines.length > 0 ? <AuditTable lines={lines} onOpen={setOpen} /> : null}
      {list.isSuccess && lines.length === 0 ? (
        <Empty title={isFiltered ? t('noneFiltered') : t('none')} text={isFiltered ? t('noneFilteredText') : t('noneText')}>
          {isFiltered ? <Button onClick={() => begin({})}>{t('clearFilter')}</Button> : null}
        </Empty>
      ) : null}
      {list.hasNextPage ? (
        <Button style={{ alignSelf: 'center' }} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('loadMore', { ns: 'common' })}
        </Button>
      ) : null}
      <LineDrawer line={open} onClose={() => setOpen(undefined)} onOnly={begin} />
    </Page>
  )
}
