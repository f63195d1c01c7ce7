import type { SavedFilter } from '@steward/contract/api/saved-filter'
import { ActionIcon, Modal, Switch, TextInput } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useChangeFilter, useDeleteFilter } from '../../api/saved-filters.ts'
import { Problem } from '../../ui/feedback.tsx'
import { useFocusBack } from '../use-focus-back.ts'
import css from './saved-filters.module.css'

type Props = { readonly filters: readonly SavedFilter[]; readonly onClose: () => void }

/** Those that somebody may change: another name, for all or not, or gone. */
export function ManageDialog({ filters, onClose }: Props) {
  const { t } = useTranslation('savedFilter')
  useFocusBack()
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {filters.length === 0 ? <p className="dim">{t('none')}</p> : null}
      <ul className={css['lines']}>
        {filters.map((filter) => (
          <Line key={filter.id} filter={filter} />
        ))}
      </ul>
    </Modal>
  )
}

function Line({ filter }: { readonly filter: SavedFilter }) {
  const { t } = useTranslation('savedFilter')
  const { id, name, isShared, isOwn, maker } = filter
  const [typed, setTyped] = useState(name)
  const change = useChangeFilter()
  const remove = useDeleteFilter()
  const error = change.error ?? remove.error
  const rename = () => {
    if (typed.trim() === '') setTyped(name)
    else if (typed.trim() !== name) change.mutate({ id, name: typed }, { onError: () => setTyped(name) })
  }
  return (
    <li>
      <div className={css['line']}>
        <TextInput
          aria-label={t('nameOf', { name })}
          description={isOwn || maker === null ? undefined : t('madeBy', { name: maker })}
          inputWrapperOrder={['input', 'description']}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename()
          }}
        />
        <Switch
          label={t('shared')}
          aria-label={t('sharedOf', { name })}
          checked={isShared}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ id, isShared: event.currentTarget.checked })}
        />
        <ActionIcon
          aria-label={t('deleteOf', { name })}
          title={t('deleteOf', { name })}
          loading={remove.isPending}
          onClick={() => remove.mutate(id)}
        >
          <Trash2 size={14} aria-hidden />
        </ActionIcon>
      </div>
      {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
    </li>
  )
}
