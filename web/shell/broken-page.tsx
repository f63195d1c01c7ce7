import { Button } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { hasStatus, sentenceOf } from '../api/problem.ts'
import { Empty } from '../ui/feedback.tsx'
import { MissingPage } from './missing-page.tsx'

/** Shown in place of a page that threw; the frame around it stays usable. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('common')
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  if (hasStatus(error, 404)) return <MissingPage />
  const again = () => {
    resetQueries()
    reset()
    void router.invalidate()
  }
  return (
    <div style={{ padding: '12vh 24px' }}>
      <h1 style={{ textAlign: 'center' }}>{t('broken')}</h1>
      <Empty title={sentenceOf(error)} text={t('brokenText')}>
        <div className="row" style={{ justifyContent: 'center' }}>
          <Button variant="filled" onClick={again}>
            {t('tryAgain')}
          </Button>
          <Button component={Link} to="/workflows">
            {t('toWorkflows')}
          </Button>
        </div>
      </Empty>
    </div>
  )
}
