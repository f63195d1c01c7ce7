import { Button, Modal, Radio, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../../lib/use-focus-back.ts'
import { foldersQuery, inTreeOrder, useCreateFolder } from '../../../api/folders.ts'
import { sentenceOf } from '../../../api/problem.ts'
import css from './manage.module.css'

type Props = {
  readonly count: number
  readonly present?: string | null | undefined
  readonly onClose: () => void
  readonly onMove: (folderId: string | null) => void
}

/** Chooses a folder, by keyboard as by mouse, or makes one on the way. */
export function MoveDialog({ count, present, onClose, onMove }: Props) {
  const { t } = useTranslation('workflow')
  useFocusBack()
  const folders = inTreeOrder(useQuery(foldersQuery).data?.items ?? [])
  const [chosen, setChosen] = useState<string>(present ?? 'none')
  const [name, setName] = useState('')
  const create = useCreateFolder()
  const make = () =>
    create.mutate(
      { name, parentId: chosen === 'none' ? null : chosen },
      {
        onSuccess: ({ id }) => {
          setChosen(id)
          setName('')
        },
      },
    )
  const move = () => {
    onClose()
    onMove(chosen === 'none' ? null : chosen)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={440}
      title={t('moveN', { count })}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Radio.Group value={chosen} onChange={setChosen} aria-label={t('folder')}>
        <div className={css['choices']}>
          <Radio value="none" label={t('noFolder')} data-autofocus={chosen === 'none' || undefined} />
          {folders.map((folder) => (
            <Radio
              key={folder.id}
              value={folder.id}
              label={folder.name}
              style={{ marginInlineStart: folder.level * 20 }}
              data-autofocus={chosen === folder.id || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <form
        className={css['make']}
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        <TextInput
          className="sp"
          aria-label={t('newFolder')}
          placeholder={t('newFolder')}
          maxLength={100}
          value={name}
          error={create.error === null ? undefined : sentenceOf(create.error)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          disabled={name.trim() === ''}
          loading={create.isPending}
          leftSection={<FolderPlus size={14} aria-hidden />}
        >
          {t('makeFolder')}
        </Button>
      </form>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button variant="filled" onClick={move}>
          {t('move')}
        </Button>
      </div>
    </Modal>
  )
}
