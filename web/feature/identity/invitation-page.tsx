import type { Answer } from '../../api/call.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { sessionQuery, useSignOut } from '../../api/session.ts'
import { useAcceptInvitation, useInvitation } from '../../api/workspaces.ts'
import { Problem } from '../../ui/feedback.tsx'
import { PendingPage } from '../../shell/pending-page.tsx'
import { NewPasswordField } from './account/new-password-field.tsx'
import { FormError } from './account/form-error.tsx'
import { Door } from './door.tsx'
import css from './door.module.css'

type Found = Answer<'POST /invitations/find'>
type Shown = { readonly token: string; readonly invitation: Found }

/** Where the link of an invitation leads; its secret stands behind `#`, which no server sees. */
export default function InvitationPage() {
  const { t } = useTranslation('identity')
  // Kept, because signing out and in goes through other addresses.
  const [token] = useState(() => window.location.hash.slice(1))
  const invitation = useInvitation(token)
  const session = useQuery({ ...sessionQuery, throwOnError: false })
  if (token === '' || invitation.isError) {
    const text = token === '' ? t('invitationIncomplete') : sentenceOf(invitation.error)
    return (
      <Door title={t('invitation')} lead={t('invitationDead')}>
        <Problem title={t('invitationDeadTitle')} text={text} />
        <p style={{ marginTop: 20 }}>
          <Link to="/sign-in" className="link">
            {t('signIn')}
          </Link>
        </p>
      </Door>
    )
  }
  if (invitation.isPending || session.isPending) return <PendingPage />
  const shown = { token, invitation: invitation.data }
  return (
    <Door title={t('invitationTo', { workspace: invitation.data.workspaceName })} lead={leadOf(t, invitation.data)}>
      {session.data === undefined ? <AsNew {...shown} /> : <AsPerson {...shown} email={session.data.user.email} />}
    </Door>
  )
}

type Words = ReturnType<typeof useTranslation<'identity'>>['t']
const leadOf = (t: Words, { invitedBy, role }: Found) =>
  t('invitationLead', { name: invitedBy, role: t(`role.${role}`, { ns: 'common' }).toLowerCase() })

function AsPerson({ token, email }: Shown & { readonly email: string }) {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const accept = useAcceptInvitation()
  const signOut = useSignOut()
  const isOther = hasCode(accept.error, 'tenant.not_addressee')
  return (
    <div className={css['fields']}>
      <p className="ink2">{t('invitationAs', { email })}</p>
      <FormError error={accept.error} />
      <Button
        variant="filled"
        className={css['submit'] ?? ''}
        fullWidth
        loading={accept.isPending}
        disabled={isOther}
        onClick={() => accept.mutate({ token }, { onSuccess: () => void navigate({ to: '/workflows' }) })}
      >
        {t('invitationAccept')}
      </Button>
      <Button
        className={css['submit'] ?? ''}
        fullWidth
        variant="default"
        loading={signOut.isPending}
        onClick={() => signOut.mutate(undefined, { onSuccess: () => window.location.reload() })}
      >
        {t('invitationOther')}
      </Button>
    </div>
  )
}

function AsNew({ token, invitation }: Shown) {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const accept = useAcceptInvitation()
  const next = `/invitation#${token}`
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: { name: (name) => (name.trim() === '' ? t('nameMissing') : null) },
  })
  const submit = form.onSubmit(({ name, password }) =>
    accept.mutate(
      { token, account: { name: name.trim(), password } },
      {
        onSuccess: ({ signedIn }) => (signedIn ? void navigate({ to: '/workflows' }) : void navigate({ to: '/sign-in' })),
      },
    ),
  )
  const signIn = (
    <Link to="/sign-in" search={{ next }} className="link">
      {t('invitationSignIn')}
    </Link>
  )
  if (!invitation.opensAccount) {
    return (
      <div className={css['fields']}>
        <p className="ink2">{t('invitationCopied')}</p>
        <p>{signIn}</p>
      </div>
    )
  }
  return (
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
      <NewPasswordField
        label={t('password')}
        words={[form.values.name]}
        {...form.getInputProps('password')}
        value={form.values.password}
      />
      <FormError error={accept.error} />
      <Button type="submit" variant="filled" className={css['submit'] ?? ''} loading={accept.isPending} fullWidth>
        {t('invitationJoin')}
      </Button>
      <p className="ink2">
        {t('invitationHave')} {signIn}
      </p>
    </form>
  )
}
