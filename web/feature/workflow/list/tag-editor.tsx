import type { Tag } from '@steward/contract/api/workflow'
import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Check, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../../lib/use-focus-back.ts'
import { useChangeTag, useCreateTag, useDeleteTag } from '../../../api/folders.ts'
import { tagsQuery } from '../../../api/workflows.ts'
import { tagColor, tagColors } from '../../../lib/tag-color.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import css from './manage.module.css'

/** Tags of the workspace: made, renamed, coloured and taken away. */
export function TagEditor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('workflow')
  useFocusBack()
  const tags = useQuery(tagsQuery).data?.items ?? []
  const [name, setName] = useState('')
  const create = useCreateTag()
  return (
    <Modal
      opened
      onClose={onClose}
      size={480}
      title={t('editTags')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <ul className={css['tagRows']}>
        {tags.map((tag) => (
          <TagRow key={tag.id} tag={tag} workflows={tag.workflows} />
        ))}
      </ul>
      <form
        className={css['make']}
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ name }, { onSuccess: () => setName('') })
        }}
      >
        <TextInput
          className="sp"
          aria-label={t('newTag')}
          placeholder={t('newTag')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Button type="submit" disabled={name.trim() === ''} leftSection={<Plus size={14} aria-hidden />}>
          {t('makeTag')}
        </Button>
      </form>
    </Modal>
  )
}

function TagRow({ tag, workflows }: { readonly tag: Tag; readonly workflows: number }) {
  const { t } = useTranslation('workflow')
  const change = useChangeTag()
  const remove = useDeleteTag()
  const [name, setName] = useState(tag.name)
  const [asking, setAsking] = useState(false)
  const rename = () => {
    if (name.trim() !== '' && name.trim() !== tag.name)
      change.mutate({ id: tag.id, name: name.trim() }, { onError: () => setName(tag.name) })
    else setName(tag.name)
  }
  return (
    <li>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon aria-label={t('colorOf', { name: tag.name })}>
            <i className={css['dot']} style={{ background: tagColor(tag.name, tag.color) }} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {tagColors.map(({ name: color, value }) => (
            <Menu.Item
              key={value}
              leftSection={<i className={css['dot']} style={{ background: value }} />}
              rightSection={tag.color === value ? <Check size={14} aria-hidden /> : null}
              onClick={() => change.mutate({ id: tag.id, color: value })}
            >
              {t(`color_${color}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <TextInput
        className="sp"
        aria-label={t('nameOfTag', { name: tag.name })}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename()
        }}
      />
      <span className="xs dim num nw">{t('onWorkflows', { count: workflows })}</span>
      <ActionIcon aria-label={t('deleteTag', { name: tag.name })} onClick={() => setAsking(true)}>
        <Trash2 size={14} aria-hidden />
      </ActionIcon>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('deleteTagSure', { name: tag.name })}
        text={t('deleteTagText', { count: workflows })}
        action={t('delete', { ns: 'common' })}
        onConfirm={() => remove.mutate(tag.id)}
      />
    </li>
  )
}
