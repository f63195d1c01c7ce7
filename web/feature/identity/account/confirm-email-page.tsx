import type { AccountLink } from '@steward/contract/api/account'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConfirmEmail } from '../../../api/account.ts'
import { Door } from '../door.tsx'
import doorCss from '../door.module.css'
import css from './account.module.css'
import { FormError } from './form-error.tsx'
import { LinkPage } from './link-page.tsx'

export default function ConfirmEmailPage() {
  return <LinkPage purposes={['email_old', 'email_new']}>{(link, token) => <ConfirmEmail link={link} token={token} />}</LinkPage>
}

function ConfirmEmail({ link, token }: { readonly link: AccountLink; readonly token: string }) {
  const { t } = useTranslation('account')
  const confirm = useConfirmEmail()
  const email = link.newEmail ?? link.email
  if (confirm.data !== undefined) {
    const isDone = confirm.data.state === 'changed'
    return (
      <Door
        title={isDone ? t('changed') : t('changeWaiting')}
        lead={isDone ? t('changedText', { email: confirm.data.email }) : t('changeWaitingText')}
      >
        <div className={css['links']}>
          <Link to="/settings/account" className="link">
            {t('continue')}
          </Link>
        </div>
      </Door>
    )
  }
  return (
    <Door
      title={t('changeTitle')}
      lead={link.purpose === 'email_old' ? t('changeOldLead', { email }) : t('changeNewLead', { email })}
    >
      <div className={doorCss['fields']}>
        <FormError error={confirm.error} />
        <Button
          variant="filled"
          className={doorCss['submit'] ?? ''}
          loading={confirm.isPending}
          onClick={() => confirm.mutate(token)}
          fullWidth
        >
          {t('changeButton')}
        </Button>
      </div>
    </Door>
  )
}
