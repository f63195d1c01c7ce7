import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useSignIn } from '../../api/session.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { OtherWays } from './account/other-ways.tsx'
import { useChallenge } from './challenge.ts'
import { Door } from './door.tsx'
import css from './door.module.css'
import { ProviderButtons } from './provider-buttons.tsx'
import { SecondStep } from './second-step.tsx'

export default function SignInPage() {
  const { t } = useTranslation('identity')
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const signIn = useSignIn()
  const form = useForm({ initialValues: { email: '', password: '' } })
  const { challenge, ask, forget } = useChallenge()
  const goOn = () => (next === undefined ? void navigate({ to: '/workflows' }) : router.history.push(next))
  const submit = form.onSubmit((values) =>
    signIn.mutate(values, { onSuccess: (answer) => ('secondFactor' in answer ? ask(answer.secondFactor) : goOn()) }),
  )
  if (challenge !== undefined) {
    const done = () => {
      forget()
      goOn()
    }
    const startOver = () => {
      forget()
      form.reset()
    }
    return <SecondStep ticket={challenge.ticket} onDone={done} onStartOver={startOver} />
  }
  return (
    <Door title={t('signIn')} lead={t('signInTo', { host: window.location.host })}>
      <ProviderButtons next={next} or={t('orPassword', { ns: 'security' })} />
      <form onSubmit={submit} className={css['fields']} noValidate>
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        {signIn.error === null ? null : (
          <div className={css['error']} role="alert">
            <StateCircle state="failed" />
            <span>{sentenceOf(signIn.error)}</span>
          </div>
        )}
        <Button type="submit" variant="filled" className={css['submit'] ?? ''} loading={signIn.isPending} fullWidth>
          {t('signIn')}
        </Button>
      </form>
      <OtherWays />
    </Door>
  )
}
