import { useTranslation } from 'react-i18next'
import { useCan } from '../../api/session.ts'
import { Page } from '../../ui/page.tsx'
import { ConfigSettings } from './config-settings.tsx'

const place = { of: 'workspace' } as const

export default function ConfigPage() {
  const { t } = useTranslation('config')
  const can = useCan()
  return (
    <Page title={t('configuration', { ns: 'common' })}>
      <p className="ink2">{t('lead')}</p>
      <ConfigSettings place={place} mayChange={can('config:write')} />
    </Page>
  )
}
