import type { AccountLink } from '@steward/contract/api/account'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { useConfirmSignUp } from '../../../api/account.ts'
import { Door } from '../door.tsx'
import doorCss from '../door.module.css'
import { FormError } from './form-error.tsx'
import { LinkPage } from './link-page.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { useEnter } from './use-enter.ts'

export default function ConfirmSignUpPage() {
  return (
    <LinkPage purposes={['sign_up']} again="/sign-up">
      {(link, token) => <ConfirmForm link={link} token={token} />}
    </LinkPage>
  )
}

function ConfirmForm({ link, token }: { readonly link: AccountLink; readonly token: string }) {
  const { t } = useTranslation('account')
  const confirm = useConfirmSignUp()
  const enter = useEnter()
  const form = useForm({
    initialValues: { name: link.name, password: '' },
    validate: { name: (name) => (name.trim() === '' ? t('nameMissing') : null) },
  })
  const submit = form.onSubmit(({ name, password }) =>
    confirm.mutate({ token, name: name.trim(), password }, { onSuccess: enter }),
  )
  return (
    <Door title={t('confirmTitle')} lead={t('confirmLead', { email: link.email })}>
      <form onSubmit={submit} className={doorCss['fields']} noValidate>
        {/* For managers of passwords, which remember them by the address. */}
        <input type="hidden" name="email" autoComplete="username" value={link.email} readOnly />
        <TextInput
          label={t('yourName')}
          name="name"
          autoComplete="name"
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <NewPasswordField
          label={t('password')}
          words={[form.values.name, link.email]}
          autoFocus
          {...form.getInputProps('password')}
          value={form.values.password}
        />
        <FormError error={confirm.error} />
        <Button type="submit" variant="filled" className={doorCss['submit'] ?? ''} loading={confirm.isPending} fullWidth>
          {t('confirmButton')}
        </Button>
      </form>
    </Door>
  )
}
