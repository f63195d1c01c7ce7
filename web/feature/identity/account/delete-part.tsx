import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeleteAccount } from '../../../api/account.ts'
import { FormError } from './form-error.tsx'
import { Part } from './part.tsx'

export function DeletePart({ email }: { readonly email: string }) {
  const { t } = useTranslation('account')
  const [asking, setAsking] = useState(false)
  return (
    <Part title={t('deleteTitle')} text={t('deleteText')}>
      <div>
        <Button style={{ color: 'var(--delete)' }} onClick={() => setAsking(true)}>
          {t('deleteButton')}
        </Button>
      </div>
      {asking ? <DeleteDialog email={email} onClose={() => setAsking(false)} /> : null}
    </Part>
  )
}

function DeleteDialog({ email, onClose }: { readonly email: string; readonly onClose: () => void }) {
  const { t } = useTranslation('account')
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const remove = useDeleteAccount()
  const isSure = typed.trim().toLowerCase() === email.toLowerCase()
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('deleteSure')}
      size={420}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form
        style={{ display: 'grid', gap: 14 }}
        onSubmit={(event) => {
          event.preventDefault()
          remove.mutate(typed.trim(), { onSuccess: () => void navigate({ to: '/sign-in' }) })
        }}
      >
        <p className="ink2">{t('deleteSureText', { email })}</p>
        <TextInput
          label={t('email')}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FormError error={remove.error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" style={{ color: 'var(--delete)' }} disabled={!isSure} loading={remove.isPending}>
            {t('deleteButton')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
