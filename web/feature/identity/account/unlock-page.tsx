import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useUnlock } from '../../../api/account.ts'
import { Door } from '../door.tsx'
import doorCss from '../door.module.css'
import css from './account.module.css'
import { FormError } from './form-error.tsx'
import { LinkPage } from './link-page.tsx'

export default function UnlockPage() {
  return <LinkPage purposes={['unlock']}>{(link, token) => <UnlockForm email={link.email} token={token} />}</LinkPage>
}

function UnlockForm({ email, token }: { readonly email: string; readonly token: string }) {
  const { t } = useTranslation('account')
  const unlock = useUnlock()
  if (unlock.isSuccess)
    return (
      <Door title={t('unlocked')} lead={t('unlockedText')}>
        <div className={css['links']}>
          <Link to="/sign-in" className="link">
            {t('signIn')}
          </Link>
        </div>
      </Door>
    )
  return (
    <Door title={t('unlockTitle')} lead={t('unlockLead', { email })}>
      <div className={doorCss['fields']}>
        <FormError error={unlock.error} />
        <Button
          variant="filled"
          className={doorCss['submit'] ?? ''}
          loading={unlock.isPending}
          onClick={() => unlock.mutate(token)}
          fullWidth
        >
          {t('unlockButton')}
        </Button>
      </div>
    </Door>
  )
}
