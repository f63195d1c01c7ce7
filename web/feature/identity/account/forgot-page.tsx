import { useTranslation } from 'react-i18next'
import { useForgotPassword } from '../../../api/account.ts'
import { AskByMail } from './ask-by-mail.tsx'

export default function ForgotPage() {
  const { t } = useTranslation('account')
  return (
    <AskByMail
      title={t('forgot')}
      lead={t('forgotLead')}
      button={t('sendLink')}
      ask={useForgotPassword()}
      sentText={(email) => t('checkMailReset', { email })}
    />
  )
}
