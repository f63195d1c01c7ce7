import type { FilteredPage } from '@steward/contract/api/saved-filter'
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useSaveFilter } from '../../api/saved-filters.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { useFocusBack } from '../use-focus-back.ts'

type Props = { readonly page: FilteredPage; readonly search: string; readonly onClose: () => void }

export function SaveDialog({ page, search, onClose }: Props) {
  const { t } = useTranslation('savedFilter')
  useFocusBack()
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const save = useSaveFilter()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      { page, search, name, isShared },
      {
        onSuccess: (saved) => {
          notifyDone(t('saved', { name: saved.name }))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={420}
      title={t('saveTitle')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} style={{ display: 'grid', gap: 14 }}>
        <TextInput
          label={t('name')}
          value={name}
          maxLength={100}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label={t('share')}
          description={t('shareText')}
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        {save.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(save.error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" loading={save.isPending} disabled={name.trim() === ''}>
            {t('save', { ns: 'common' })}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
