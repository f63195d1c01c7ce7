import type { Folder } from '@steward/contract/api/folder'
import { Button, Modal, Radio, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../../lib/use-focus-back.ts'
import { inTreeOrder, pathOf, useChangeFolder, useCreateFolder, useDeleteFolder } from '../../../api/folders.ts'
import { sentenceOf } from '../../../api/problem.ts'
import { Problem } from '../../../ui/feedback.tsx'

export type FolderDialogState =
  | { readonly kind: 'new'; readonly parentId: string | null }
  | { readonly kind: 'change'; readonly folder: Folder }
  | { readonly kind: 'delete'; readonly folder: Folder }

type Props = { readonly state: FolderDialogState; readonly folders: readonly Folder[]; readonly onClose: () => void }

export function FolderDialog({ state, folders, onClose }: Props) {
  const { t } = useTranslation('workflow')
  useFocusBack()
  const title =
    state.kind === 'new'
      ? t('newFolder')
      : t(state.kind === 'change' ? 'changeFolder' : 'deleteFolder', { name: state.folder.name })
  return (
    <Modal opened onClose={onClose} size={440} title={title} closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}>
      {state.kind === 'delete' ? (
        <DeleteForm folder={state.folder} onClose={onClose} />
      ) : (
        <FolderForm state={state} folders={folders} onClose={onClose} />
      )}
    </Modal>
  )
}

type FormProps = {
  readonly state: Exclude<FolderDialogState, { kind: 'delete' }>
  readonly folders: readonly Folder[]
  readonly onClose: () => void
}

function FolderForm({ state, folders, onClose }: FormProps) {
  const { t } = useTranslation('workflow')
  const before = state.kind === 'change' ? state.folder : undefined
  const [name, setName] = useState(before?.name ?? '')
  const [parent, setParent] = useState((state.kind === 'new' ? state.parentId : state.folder.parentId) ?? 'none')
  const [create, change] = [useCreateFolder(), useChangeFolder()]
  const error = create.error ?? change.error
  const save = (event: FormEvent) => {
    event.preventDefault()
    const parentId = parent === 'none' ? null : parent
    if (before === undefined) create.mutate({ name, parentId }, { onSuccess: onClose })
    else change.mutate({ id: before.id, name, parentId }, { onSuccess: onClose })
  }
  // A folder cannot lie in itself, nor in what is in it.
  const open = inTreeOrder(folders).filter((one) => !pathOf(folders, one.id).some(({ id }) => id === before?.id))
  return (
    <form onSubmit={save} style={{ display: 'grid', gap: 14 }}>
      <TextInput
        label={t('name')}
        value={name}
        maxLength={100}
        required
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Select
        label={t('liesIn')}
        value={parent}
        onChange={(next) => setParent(next ?? 'none')}
        data={[
          { value: 'none', label: t('topLevel') },
          ...open.map((one) => ({
            value: one.id,
            label: pathOf(folders, one.id)
              .map((part) => part.name)
              .join(' / '),
          })),
        ]}
      />
      {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button type="submit" variant="filled" loading={create.isPending || change.isPending} disabled={name.trim() === ''}>
          {t('save', { ns: 'common' })}
        </Button>
      </div>
    </form>
  )
}

function DeleteForm({ folder, onClose }: { readonly folder: Folder; readonly onClose: () => void }) {
  const { t } = useTranslation('workflow')
  const [content, setContent] = useState<'up' | 'archive'>('up')
  const remove = useDeleteFolder()
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      <Radio.Group
        label={t('whatWithContent')}
        value={content}
        onChange={(next) => setContent(next === 'archive' ? 'archive' : 'up')}
      >
        <div style={{ display: 'grid', gap: 8, marginTop: 8 }}>
          <Radio value="up" label={t('contentUp')} />
          <Radio value="archive" label={t('contentArchive')} description={t('contentArchiveText')} />
        </div>
      </Radio.Group>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose} data-autofocus>
          {t('cancel', { ns: 'common' })}
        </Button>
        <Button
          style={{ color: 'var(--delete)' }}
          loading={remove.isPending}
          onClick={() => remove.mutate({ id: folder.id, content }, { onSuccess: onClose })}
        >
          {t('deleteFolder', { name: folder.name })}
        </Button>
      </div>
    </div>
  )
}
