import type { Execution } from '@steward/contract/api/execution'
import type { Workflow } from '@steward/contract/api/workflow'
import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { firstStepsQuery } from '../../../api/first-steps.ts'
import { useCan, useSession } from '../../../api/session.ts'
import { changeSettings } from '../../../editor/command/change-settings.ts'
import type { Editor } from '../../../editor/session/editor.ts'
import { useEditorState } from '../../../editor/session/use-editor.ts'
import { formatDuration } from '../../../lib/format.ts'
import { usePreference } from '../../../lib/preference.ts'
import slip from '../../../ui/slip.module.css'
import { StateCircle } from '../../../ui/state-circle.tsx'
import { usePublication } from '../publication/use-publication.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import type { LastRun } from '../use-last-run.ts'
import { wentWell } from './went-well.ts'
import css from './start.module.css'

type Props = {
  readonly workflow: Workflow
  readonly editor: Editor
  readonly run: LastRun
  /** Makes a version of what is drawn. */
  readonly onVersion: () => Promise<unknown>
}

/** Once per person: what the first execution that went well has done, and what can come next. */
export function FirstRun({ run, ...about }: Props) {
  const [shownId, setShownId] = useState<string>()
  const { user } = useSession()
  const mayWrite = useCan()('workflow:write')
  const [celebrated, setCelebrated] = usePreference(`celebrated.${user.id}`, ['yes', 'no'], 'no')
  const { data } = useQuery({ ...firstStepsQuery, enabled: celebrated === 'no' && mayWrite })
  const { execution } = run
  const isDue =
    celebrated === 'no' && run.wasStartedHere && wentWell(execution) && data?.steps.some(({ isDone }) => !isDone) === true
  const id = execution?.summary.id
  useEffect(() => {
    if (!isDue) return
    setShownId(id)
    setCelebrated('yes')
  }, [isDue, id, setCelebrated])
  return (
    // There before what it says, so that it is read out.
    <div role="status" className={css['celebration']}>
      {execution !== undefined && execution.summary.id === shownId ? (
        <Slip execution={execution} {...about} onClose={() => setShownId(undefined)} />
      ) : null}
    </div>
  )
}

type SlipProps = Omit<Props, 'run'> & { readonly execution: Execution; readonly onClose: () => void }

function Slip({ execution, onClose, ...about }: SlipProps) {
  const { t } = useTranslation('start')
  const { summary, nodes } = execution
  const effects = nodes.filter(({ effect, standIn }) => effect !== 'pure' && standIn === undefined).length
  return (
    <section className={slip['slip']} aria-labelledby="first-run">
      <div className={css['slip']}>
        <header className={slip['head']}>
          <StateCircle state="completed" size={16} />
          <b id="first-run" className="sp" style={{ overflowWrap: 'anywhere' }}>
            {t('celebrated', { name: summary.workflowName })}
          </b>
          <ActionIcon size={24} aria-label={t('close')} onClick={onClose}>
            <X size={14} aria-hidden />
          </ActionIcon>
        </header>
        <p>
          {t('celebratedText', { count: nodes.length, time: formatDuration(summary.durationMs ?? 0) })}{' '}
          {effects === 0 ? t('celebratedNoEffects') : t('celebratedEffects', { count: effects })}
        </p>
        <Next executionId={summary.id} hasEffects={effects > 0} {...about} />
      </div>
    </section>
  )
}

type NextProps = Omit<Props, 'run'> & { readonly executionId: string; readonly hasEffects: boolean }

function Next({ workflow, editor, onVersion, executionId, hasEffects }: NextProps) {
  const { t } = useTranslation('start')
  const can = useCan()
  const { summary } = workflow
  const publication = usePublication(summary, onVersion)
  const [isSetting, setSetting] = useState(false)
  const settings = useEditorState(editor, (state) => state.document.settings)
  // What starts by hand alone has nothing that could go live.
  const mayPublish =
    can('workflow:activate') && summary.publishedVersion === null && summary.triggers.some((type) => type !== 'manual_trigger')
  return (
    <nav className={css['next']} aria-label={t('whatNext')}>
      {mayPublish ? (
        <Button size="xs" variant="filled" disabled={publication.isBusy} onClick={publication.begin}>
          {t('next_publish')}
        </Button>
      ) : null}
      {editor.mayWrite ? (
        <Button size="xs" onClick={() => setSetting(true)}>
          {t('next_error')}
        </Button>
      ) : null}
      {can('member:manage') ? (
        <Button size="xs" component={Link} to="/settings/members">
          {t('next_invite')}
        </Button>
      ) : null}
      {hasEffects && can('execution:read') ? (
        <Button size="xs" renderRoot={(props) => <Link {...props} to="/effects" search={{ execution: executionId }} />}>
          {t('next_receipts')}
        </Button>
      ) : null}
      {publication.dialog}
      <SettingsDialog
        opened={isSetting}
        onClose={() => setSetting(false)}
        workflowId={summary.id}
        settings={settings}
        onApply={(changed) => editor.do(changeSettings(changed))}
      />
    </nav>
  )
}
