import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Door } from '../door.tsx'
import doorCss from '../door.module.css'
import css from './account.module.css'
import { FormError } from './form-error.tsx'
import { MailSent } from './mail-sent.tsx'

type Wish = { readonly email: string; readonly name: string }

type Ask = {
  mutate(wish: Wish, more: { readonly onSuccess: () => void }): void
  reset(): void
  readonly isPending: boolean
  readonly error: Error | null
}

type Props = {
  readonly title: string
  readonly lead: string
  readonly button: string
  readonly asksName?: boolean
  readonly ask: Ask
  /** What is said when the mail is on its way. */
  readonly sentText: (email: string) => string
  /** Stands above the form. */
  readonly children?: ReactNode
}

export const looksLikeEmail = (email: string): boolean => /^\S+@\S+\.\S+$/.test(email.trim())

/** A form with an address, which is answered by mail. */
export function AskByMail({ title, lead, button, asksName = false, ask, sentText, children }: Props) {
  const { t } = useTranslation('account')
  const [sent, setSent] = useState<{ wish: Wish; count: number }>()
  const form = useForm({
    initialValues: { name: '', email: '' },
    validateInputOnBlur: true,
    validate: {
      name: (name) => (asksName && name.trim() === '' ? t('nameMissing') : null),
      email: (email) => (looksLikeEmail(email) ? null : t('emailWrong')),
    },
  })
  const send = (wish: Wish) =>
    ask.mutate(wish, { onSuccess: () => setSent((before) => ({ wish, count: (before?.count ?? 0) + 1 })) })
  if (sent !== undefined)
    return (
      <MailSent
        text={sentText(sent.wish.email)}
        count={sent.count}
        sending={ask.isPending}
        error={ask.error}
        onAgain={() => send(sent.wish)}
        onOther={() => {
          ask.reset()
          setSent(undefined)
        }}
      />
    )
  const field = { required: true, withAsterisk: false } as const
  return (
    <Door title={title} lead={lead}>
      {children}
      <form
        onSubmit={form.onSubmit(({ name, email }) => send({ name: name.trim(), email: email.trim() }))}
        className={doorCss['fields']}
        noValidate
      >
        {asksName ? (
          <TextInput label={t('yourName')} name="name" autoComplete="name" autoFocus {...field} {...form.getInputProps('name')} />
        ) : null}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus={!asksName}
          {...field}
          {...form.getInputProps('email')}
        />
        <FormError error={ask.error} />
        <Button type="submit" variant="filled" className={doorCss['submit'] ?? ''} loading={ask.isPending} fullWidth>
          {button}
        </Button>
      </form>
      <div className={css['links']}>
        <Link to="/sign-in" className="link">
          {t('toSignIn')}
        </Link>
      </div>
    </Door>
  )
}
