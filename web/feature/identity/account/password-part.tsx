import type { Account } from '@steward/contract/api/account'
import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useChangePassword } from '../../../api/account.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { FormError } from './form-error.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { Part } from './part.tsx'

export function PasswordPart({ account }: { readonly account: Account }) {
  const { t } = useTranslation('account')
  const change = useChangePassword()
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { currentPassword: (password) => (password === '' ? t('currentMissing') : null) },
  })
  if (!account.hasPassword) return <Part title={t('passwordTitle')} text={t('passwordNone')} />
  const submit = form.onSubmit((values) => {
    const done = () => {
      form.reset()
      notifyDone(t('passwordChanged'))
    }
    change.mutate(values, { onSuccess: done })
  })
  return (
    <Part title={t('passwordTitle')} text={t('passwordText')}>
      <form onSubmit={submit} noValidate>
        <input type="hidden" name="email" autoComplete="username" value={account.email} readOnly />
        <PasswordInput
          label={t('currentPassword')}
          name="password"
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <NewPasswordField
          label={t('newPassword')}
          words={[account.name, account.email]}
          required={false}
          {...form.getInputProps('newPassword')}
          value={form.values.newPassword}
        />
        <FormError error={change.error} />
        <Button type="submit" disabled={form.values.newPassword === ''} loading={change.isPending}>
          {t('changePassword')}
        </Button>
      </form>
    </Part>
  )
}
