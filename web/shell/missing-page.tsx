import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export function MissingPage() {
  const { t } = useTranslation('common')
  return (
    <div style={{ padding: '18vh 24px', textAlign: 'center', display: 'grid', gap: 8, justifyItems: 'center' }}>
      <span className="mono dim">404</span>
      <h1>{t('notFound')}</h1>
      <p className="ink2" style={{ marginBottom: 12 }}>
        {t('notFoundText')}
      </p>
      <Button component={Link} to="/workflows" variant="filled">
        {t('toWorkflows')}
      </Button>
    </div>
  )
}
