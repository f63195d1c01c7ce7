import type { AccountLink } from '@steward/contract/api/account'
import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useResetPassword } from '../../../api/account.ts'
import { Door } from '../door.tsx'
import doorCss from '../door.module.css'
import { FormError } from './form-error.tsx'
import { LinkPage } from './link-page.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { useEnter } from './use-enter.ts'

export default function ResetPage() {
  return (
    <LinkPage purposes={['password_reset']} again="/forgot">
      {(link, token) => <ResetForm link={link} token={token} />}
    </LinkPage>
  )
}

function ResetForm({ link, token }: { readonly link: AccountLink; readonly token: string }) {
  const { t } = useTranslation('account')
  const reset = useResetPassword()
  const enter = useEnter()
  const form = useForm({ initialValues: { password: '' } })
  const submit = form.onSubmit(({ password }) => reset.mutate({ token, password }, { onSuccess: enter }))
  return (
    <Door title={t('resetTitle')} lead={t('resetLead', { email: link.email })}>
      <form onSubmit={submit} className={doorCss['fields']} noValidate>
        <input type="hidden" name="email" autoComplete="username" value={link.email} readOnly />
        <NewPasswordField
          label={t('newPassword')}
          words={[link.name, link.email]}
          autoFocus
          {...form.getInputProps('password')}
          value={form.values.password}
        />
        <FormError error={reset.error} />
        <Button type="submit" variant="filled" className={doorCss['submit'] ?? ''} loading={reset.isPending} fullWidth>
          {t('resetButton')}
        </Button>
      </form>
    </Door>
  )
}
