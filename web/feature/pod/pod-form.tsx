import type { Pod } from '@steward/contract/api/pod'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangePod, useCreatePod } from '../../api/pods.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'

type Props = { readonly pod?: Pod; readonly onClose: () => void; readonly onMade?: (pod: Pod) => void }

/** Makes a pod, or renames one. */
export function PodForm({ pod, onClose, onMade }: Props) {
  const { t } = useTranslation('role')
  const create = useCreatePod()
  const change = useChangePod()
  const [name, setName] = useState(pod?.name ?? '')
  const [description, setDescription] = useState(pod?.description ?? '')
  const error = create.error ?? change.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), description: description.trim() === '' ? null : description.trim() }
    const done = (text: string) => (made: Pod) => {
      notifyDone(text)
      onClose()
      onMade?.(made)
    }
    if (pod === undefined) create.mutate(body, { onSuccess: done(t('podCreated', { name: body.name })) })
    else change.mutate({ id: pod.id, ...body }, { onSuccess: done(t('podSaved')) })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={pod === undefined ? t('newPod') : pod.name}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} style={{ display: 'grid', gap: 14 }}>
        <TextInput
          label={t('podName')}
          placeholder={t('podNamePlaceholder')}
          maxLength={255}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('podAbout')}
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={create.isPending || change.isPending}>
            {pod === undefined ? t('createPod') : t('save', { ns: 'common' })}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
