import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useCreateOwner } from '../../api/session.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { usePasswordLengthMin } from './account/new-password-field.tsx'
import { Door } from './door.tsx'
import css from './door.module.css'

/** First run: whoever opens the page first becomes the owner. */
export default function SetUpPage() {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const create = useCreateOwner()
  const lengthMin = usePasswordLengthMin()
  const form = useForm({
    initialValues: { name: '', email: '', password: '' },
    validateInputOnBlur: true,
    validate: {
      name: (name) => (name.trim() === '' ? t('nameMissing') : null),
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('emailWrong')),
      password: (password) =>
        password.length < lengthMin ? t('passwordShort', { count: password.length, min: lengthMin }) : null,
    },
  })
  const submit = form.onSubmit(({ name, email, password }) =>
    create.mutate({ name: name.trim(), email: email.trim(), password }, { onSuccess: () => void navigate({ to: '/workflows' }) }),
  )
  return (
    <Door title={t('setUp')} lead={t('setUpText')}>
      <form onSubmit={submit} className={css['fields']} noValidate>
        <TextInput
          label={t('yourName')}
          name="name"
          autoComplete="name"
          autoFocus
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('password')}
          description={t('passwordHelp', { count: lengthMin })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          name="password"
          autoComplete="new-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        {create.error === null ? null : (
          <div className={css['error']} role="alert">
            <StateCircle state="failed" />
            <span>{sentenceOf(create.error)}</span>
          </div>
        )}
        <Button type="submit" variant="filled" className={css['submit'] ?? ''} loading={create.isPending} fullWidth>
          {t('setUpButton')}
        </Button>
      </form>
    </Door>
  )
}
