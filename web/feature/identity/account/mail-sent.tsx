import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Door } from '../door.tsx'
import doorCss from '../door.module.css'
import css from './account.module.css'
import { FormError } from './form-error.tsx'

type Props = {
  readonly text: string
  readonly sending: boolean
  readonly error: Error | null
  /** How often it was sent. */
  readonly count: number
  readonly onAgain: () => void
  readonly onOther: () => void
}

/** After a mail was asked for. It says the same whether or not there is such an account. */
export function MailSent({ text, sending, error, count, onAgain, onOther }: Props) {
  const { t } = useTranslation('account')
  return (
    <Door title={t('checkMail')} lead={text}>
      <div className={doorCss['fields']}>
        <p className={css['note']}>{t('checkMailHint')}</p>
        <FormError error={error} />
        <Button className={doorCss['submit'] ?? ''} onClick={onAgain} loading={sending} fullWidth>
          {count > 1 && error === null && !sending ? t('sentAgain') : t('sendAgain')}
        </Button>
      </div>
      <div className={css['links']}>
        <button type="button" className="link" onClick={onOther}>
          {t('otherAddress')}
        </button>
        <Link to="/sign-in" className="link">
          {t('toSignIn')}
        </Link>
      </div>
    </Door>
  )
}
