import { Button, Loader, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../../ui/feedback.tsx'
import { notifyDone } from '../../../ui/notify.tsx'
import { ChooseFiles } from './choose-files.tsx'
import { ImportLines } from './import-lines.tsx'
import type { Importing } from './use-import.ts'
import css from './import.module.css'

type Props = {
  readonly opened: boolean
  readonly onClose: () => void
  readonly importing: Importing
  readonly onFiles: (files: readonly File[]) => void
  readonly onText: (text: string) => void
}

/** Shows what is in the files before anything is imported. */
export function ImportDialog({ opened, onClose, importing, onFiles, onText }: Props) {
  const { t } = useTranslation('workflow')
  const { state, reset } = importing
  const close = () => {
    onClose()
    reset()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('importLong')}
      size={720}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {state.step === 'choose' ? <ChooseFiles onFiles={onFiles} onText={onText} /> : null}
      {state.step === 'checking' ? <Busy text={t('checking', { count: state.count })} /> : null}
      {state.step === 'importing' ? <Busy text={t('importing', { done: state.done, count: state.count })} /> : null}
      {state.step === 'failed' ? (
        <Problem title={t('actionFailed', { ns: 'common' })} text={state.message} onRetry={reset} />
      ) : null}
      {state.step === 'checked' ? <Checked importing={importing} state={state} onClose={close} /> : null}
      {state.step === 'done' ? (
        <>
          <ImportLines lines={state.lines} refused={[]} done onOpen={close} />
          <div className={css['foot']}>
            <Button variant="filled" onClick={close}>
              {t('close', { ns: 'common' })}
            </Button>
          </div>
        </>
      ) : null}
    </Modal>
  )
}

const Busy = ({ text }: { readonly text: string }) => (
  <div className={css['busy']} role="status">
    <Loader size={18} color="var(--accent)" />
    {text}
  </div>
)

type CheckedState = Extract<Importing['state'], { step: 'checked' }>

function Checked({
  importing,
  state,
  onClose,
}: {
  readonly importing: Importing
  readonly state: CheckedState
  readonly onClose: () => void
}) {
  const { t } = useTranslation('workflow')
  const navigate = useNavigate()
  const good = state.lines.filter((line) => line.ok)
  const goodFiles = new Set(good.map((line) => line.file))
  const start = async () => {
    const made = await importing.run(state.files.filter(({ file }) => goodFiles.has(file)))
    const workflowIds = made.flatMap((line) => line.workflowId ?? [])
    const [first] = workflowIds
    if (first === undefined || made.some((line) => !line.ok)) return
    notifyDone(t('importedN', { count: workflowIds.length }))
    onClose()
    if (workflowIds.length === 1) void navigate({ to: '/workflows/$workflowId', params: { workflowId: first } })
  }
  return (
    <>
      <ImportLines lines={state.lines} refused={state.refused} />
      <div className={css['foot']}>
        <Button onClick={importing.reset}>{t('chooseFiles')}</Button>
        <span className="sp" />
        <Button variant="filled" disabled={good.length === 0} onClick={() => void start()} data-autofocus>
          {t('importN', { count: good.length })}
        </Button>
      </div>
    </>
  )
}
