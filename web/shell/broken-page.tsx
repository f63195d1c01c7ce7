import { Button } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStale } from '../api/build.ts'
import { hasStatus, sentenceOf } from '../api/problem.ts'
import { reportFault } from '../api/report.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty, NoPermission } from '../ui/feedback.tsx'
import { MissingPage } from './missing-page.tsx'

/** Shown in place of a page that threw; the frame around it stays usable. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common')
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  const isStale = useStale()
  const [reportId, setReportId] = useState<string>()
  useEffect(() => {
    if (!hasStatus(error, 404)) void reportFault(error).then(setReportId)
  }, [error])
  if (hasStatus(error, 404)) return <MissingPage />
  if (hasStatus(error, 403)) return <NoPermission text={sentenceOf(error)} />
  const again = () => {
    resetQueries()
    reset()
    void router.invalidate()
  }
  return (
    <div style={{ padding: '12vh 24px' }}>
      <h1 style={{ textAlign: 'center' }}>{t('broken')}</h1>
      <Empty title={isStale ? t('stale') : sentenceOf(error)} text={t('brokenText')}>
        <div className="row" style={{ justifyContent: 'center' }}>
          <Button variant="filled" onClick={isStale ? () => location.reload() : again}>
            {isStale ? t('staleReload') : t('tryAgain')}
          </Button>
          <Button component={Link} to="/workflows">
            {t('toWorkflows')}
          </Button>
        </div>
        {reportId === undefined ? null : (
          <p className="xs dim" style={{ marginTop: 16 }}>
            {t('reportId')} <code>{reportId}</code> <CopyButton text={reportId} label={t('copyReportId')} />
          </p>
        )}
      </Empty>
    </div>
  )
}
