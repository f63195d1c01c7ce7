import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signUpQuery } from '../../../api/account.ts'
import css from './account.module.css'

/** For whom the form on the sign-in page is not enough. */
export function OtherWays() {
  const { t } = useTranslation('account')
  const rules = useQuery(signUpQuery)
  return (
    <div className={css['links']}>
      <Link to="/forgot" className="link">
        {t('forgotLink')}
      </Link>
      <Link to="/magic-link" className="link">
        {t('magicLink')}
      </Link>
      {rules.data?.mode === 'open' ? (
        <span>
          {t('noAccount')}{' '}
          <Link to="/sign-up" className="link">
            {t('signUp')}
          </Link>
        </span>
      ) : null}
    </div>
  )
}
