import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signUpQuery, useSignUp } from '../../../api/account.ts'
import { signInProvidersQuery } from '../../../api/security.ts'
import { Door } from '../door.tsx'
import { ProviderButtons } from '../provider-buttons.tsx'
import css from './account.module.css'
import { AskByMail } from './ask-by-mail.tsx'

/** An account begins with an address; its password is chosen when the address is proved. */
export default function SignUpPage() {
  const { t } = useTranslation('account')
  const { data: rules } = useQuery(signUpQuery)
  const providers = useQuery(signInProvidersQuery).data?.items ?? []
  const signUp = useSignUp()
  if (rules !== undefined && rules.mode !== 'open') {
    const isOpenByProvider = providers.some((one) => one.createsAccounts)
    return (
      <Door
        title={t(isOpenByProvider ? 'signUp' : 'closedTitle')}
        lead={t(`${isOpenByProvider ? 'byProvider' : 'closed'}_${rules.mode}`)}
      >
        <ProviderButtons forNewPeople />
        <div className={css['links']}>
          <Link to="/sign-in" className="link">
            {t('toSignIn')}
          </Link>
        </div>
      </Door>
    )
  }
  return (
    <AskByMail
      title={t('signUp')}
      lead={t('signUpTo', { host: window.location.host })}
      button={t('signUpButton')}
      asksName
      ask={signUp}
      sentText={(email) => t('checkMailSignUp', { email })}
    >
      <ProviderButtons forNewPeople or={t('orEmail', { ns: 'security' })} />
    </AskByMail>
  )
}
