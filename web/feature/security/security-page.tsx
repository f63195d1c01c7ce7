import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/page.tsx'
import { DeviceCard } from './device-card.tsx'
import { LinkedCard } from './linked-card.tsx'
import { PasswordCard } from './password-card.tsx'
import css from './security.module.css'
import { TwoFactorCard } from './two-factor-card.tsx'

/** How the signed-in person gets in, and where they are. */
export default function SecurityPage() {
  const { t } = useTranslation('security')
  return (
    <Page title={t('security')}>
      <div className={css['cards']}>
        <PasswordCard />
        <TwoFactorCard />
        <LinkedCard />
        <DeviceCard />
      </div>
    </Page>
  )
}
