import type { Query } from '@steward/contract/api/query'
import { Button, Modal, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { useUndoQuery } from '../../api/queries.ts'
import { formatCount } from '../../lib/format.ts'
import { Problem } from '../../ui/feedback.tsx'
import css from './query.module.css'

/** Says what taking it back will do and what it will leave alone, and asks for it. */
export function UndoDialog({ query, onClose }: { readonly query: Query; readonly onClose: () => void }) {
  const { t } = useTranslation('query')
  const navigate = useNavigate()
  const undo = useUndoQuery()
  const [why, setWhy] = useState('')
  const count = query.result?.changedRows ?? 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const comments = why.trim() === '' ? {} : { comments: why.trim() }
    undo.mutate(
      { id: query.id, ...comments },
      { onSuccess: ({ id }) => void navigate({ to: '/queries/$queryId', params: { queryId: id } }) },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('undoTitle')}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['dialog']}>
        <ul className={css['consequences']}>
          <li>{t('undoPutsBack', { count, number: formatCount(count), name: query.instance.name, database: query.database })}</li>
          <li>{t('undoConflicts')}</li>
          <li>{t('undoAsks')}</li>
        </ul>
        <Textarea
          label={t('undoWhy')}
          rows={2}
          maxLength={5000}
          data-autofocus
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {undo.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(undo.error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button type="submit" variant="filled" loading={undo.isPending}>
            {t('undoDo')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
