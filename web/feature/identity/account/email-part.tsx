import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeEmail } from '../../../api/account.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { looksLikeEmail } from './ask-by-mail.tsx'
import { FormError } from './form-error.tsx'
import { Part } from './part.tsx'

export function EmailPart({ email }: { readonly email: string }) {
  const { t } = useTranslation('account')
  const [wanted, setWanted] = useState('')
  const change = useChangeEmail()
  return (
    <Part title={t('emailTitle')} text={t('emailHelp')}>
      <p className="b ell">{email}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const done = () => {
            setWanted('')
            notifyDone(t('emailAsked'))
          }
          change.mutate({ email: wanted.trim() }, { onSuccess: done })
        }}
      >
        <TextInput
          label={t('newEmail')}
          type="email"
          autoComplete="email"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <FormError error={change.error} />
        <Button type="submit" disabled={!looksLikeEmail(wanted)} loading={change.isPending}>
          {t('changeEmail')}
        </Button>
      </form>
    </Part>
  )
}
