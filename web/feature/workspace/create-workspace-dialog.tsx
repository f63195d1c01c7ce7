import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useCreateWorkspace, useSwitchWorkspace } from '../../api/workspaces.ts'
import { Problem } from '../../ui/feedback.tsx'
import css from './workspace.module.css'

/** Makes a workspace and goes there. */
export function CreateWorkspaceDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('workspace')
  const [name, setName] = useState('')
  const create = useCreateWorkspace()
  const change = useSwitchWorkspace()
  const navigate = useNavigate()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: ({ id }) =>
          change.mutate(id, {
            onSuccess: () => {
              onClose()
              void navigate({ to: '/workflows' })
            },
          }),
      },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('create')}
      size={440}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['form']}>
        <p className="ink2">{t('createText')}</p>
        <TextInput
          label={t('name')}
          maxLength={255}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {create.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(create.error)} />}
        <div className={css['actions']}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={create.isPending || change.isPending}>
            {t('createButton')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
