import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import css from './security.module.css'

/** Where the password is changed: people look for it here as well. */
export function PasswordCard() {
  const { t } = useTranslation('security')
  return (
    <section className="card" aria-labelledby="password-card">
      <div className={css['head']}>
        <div>
          <h2 id="password-card">{t('passwordCard')}</h2>
          <p className="ink2">{t('passwordCardText')}</p>
        </div>
        <Button component={Link} to="/settings/account">
          {t('changePassword')}
        </Button>
      </div>
    </section>
  )
}
