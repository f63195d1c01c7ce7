import type { ExecutionSummary } from '@steward/contract/api/execution'
import { Button, Modal, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CassetteTape } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { recordingsQuery, useKeepRecording, useRemoveRecording } from '../../api/publications.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './execution.module.css'

/** Takes an execution that is over into the recordings of its workflow, or names it anew. */
export function KeepRecording({ execution: { id, workflowId } }: { readonly execution: ExecutionSummary }) {
  const { t } = useTranslation('publication')
  const [opened, setOpened] = useState(false)
  const recordings = useQuery({ ...recordingsQuery(workflowId), retry: false })
  const kept = recordings.data?.items.find(({ executionId }) => executionId === id)
  // Of a workflow that is deleted nothing is rehearsed any more.
  if (recordings.data === undefined) return null
  const close = () => setOpened(false)
  return (
    <>
      <Button
        className="hide-s"
        leftSection={<CassetteTape size={14} aria-hidden />}
        title={kept?.name}
        onClick={() => setOpened(true)}
      >
        {t(kept === undefined ? 'keep' : 'kept')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={kept === undefined ? t('keepTitle') : t('kept')}
        size={460}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
      >
        <KeepForm workflowId={workflowId} executionId={id} name={kept?.name} onDone={close} />
      </Modal>
    </>
  )
}

type FormProps = {
  readonly workflowId: string
  readonly executionId: string
  /** Undefined where it is none yet. */
  readonly name: string | undefined
  readonly onDone: () => void
}

function KeepForm({ workflowId, executionId, name: before, onDone }: FormProps) {
  const { t } = useTranslation('publication')
  const keep = useKeepRecording(workflowId)
  const remove = useRemoveRecording(workflowId)
  const [typed, setTyped] = useState(before ?? '')
  const name = typed.trim()
  const done = (sentence: string) => {
    onDone()
    notifyDone(sentence)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep.mutate({ executionId, name }, { onSuccess: () => done(t('keptDone', { name })) })
  }
  return (
    <form className={css['keep']} onSubmit={submit}>
      <p className="ink2">{t('keepText')}</p>
      <TextInput
        label={t('keepName')}
        placeholder={t('keepExample')}
        maxLength={255}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {keep.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(keep.error)} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {before === undefined ? null : (
          <Button
            loading={remove.isPending}
            onClick={() => remove.mutate(executionId, { onSuccess: () => done(t('takenOut', { name: before })) })}
          >
            {t('takeOut')}
          </Button>
        )}
        <Button type="submit" variant="filled" disabled={name === '' || name === before} loading={keep.isPending}>
          {before === undefined ? t('keep') : t('save', { ns: 'common' })}
        </Button>
      </div>
    </form>
  )
}
