import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeName } from '../../../api/account.ts'
import { notifyDone } from '../../../ui/notify.tsx'
import { FormError } from './form-error.tsx'
import { Part } from './part.tsx'

export function NamePart({ name }: { readonly name: string }) {
  const { t } = useTranslation('account')
  const [wanted, setWanted] = useState(name)
  const change = useChangeName()
  return (
    <Part title={t('nameTitle')} text={t('nameHelp')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate(wanted.trim(), { onSuccess: () => notifyDone(t('nameSaved')) })
        }}
      >
        <TextInput
          label={t('yourName')}
          autoComplete="name"
          maxLength={255}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <FormError error={change.error} />
        <Button type="submit" disabled={wanted.trim() === '' || wanted.trim() === name} loading={change.isPending}>
          {t('save', { ns: 'common' })}
        </Button>
      </form>
    </Part>
  )
}
