import type { Workflow } from '@steward/contract/api/workflow'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { ActionIcon, Button, Switch, Textarea, Select } from '@mantine/core'
import { Play, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../../api/problem.ts'
import { formatTime } from '../../../lib/format.ts'
import { Problem, SkeletonRows } from '../../../ui/feedback.tsx'
import { PlanSlip } from './plan-slip.tsx'
import type { PlanState } from './use-plan.ts'
import css from './plan.module.css'

type Props = {
  readonly workflow: Workflow
  /** As it stands on the page. */
  readonly document: WorkflowDocument
  readonly isChanged: boolean
  readonly state: PlanState
  readonly onNode: (nodeId: string) => void
  /** Does what was planned. Absent while something is being executed. */
  readonly onRun: (() => void) | undefined
}

/** Beside the canvas: what would happen, before it does. */
export function PlanPanel({ workflow, document, isChanged, state, onNode, onRun }: Props) {
  const { t } = useTranslation('plan')
  const { plan, start, isMaking, error } = state
  const of = t(isChanged ? 'ofDraft' : 'of', { trigger: start.trigger ?? '–', version: workflow.summary.version })
  const shown = error === null && !isMaking ? plan : undefined
  return (
    <aside className={css['panel']} aria-label={t('plan')}>
      <div className="row">
        <h2 className="sp">{t('plan')}</h2>
        <ActionIcon aria-label={t('close', { ns: 'common' })} onClick={state.close}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </div>
      <p className="ink2">{t('lead')}</p>
      <StartFields state={state} />
      <div aria-live="polite" aria-busy={isMaking}>
        {isMaking ? (
          <>
            <p className="xs dim">{t('making')}</p>
            <SkeletonRows rows={5} height={40} />
          </>
        ) : null}
        {error === null || isMaking ? null : <Problem title={t('failed')} text={sentenceOf(error)} />}
        {shown === undefined ? null : (
          <>
            {state.isStale ? <p className={css['stale']}>{t('stale')}</p> : null}
            <PlanSlip plan={shown} of={of} document={document} onNode={onNode} />
          </>
        )}
      </div>
      {shown === undefined || onRun === undefined ? null : (
        <div className={css['end']}>
          <Button
            fullWidth
            variant="filled"
            disabled={state.items === null}
            leftSection={<Play size={14} aria-hidden />}
            onClick={onRun}
          >
            {t('execute')}
          </Button>
        </div>
      )}
    </aside>
  )
}

/** What it would start with, and what is taken for what effects give. */
function StartFields({ state }: { readonly state: PlanState }) {
  const { t } = useTranslation('plan')
  const { start, setStart, triggers, items, lastExecution } = state
  const isWrong = items === null
  return (
    <details className={css['start']}>
      <summary>{t('startsWith', { trigger: start.trigger ?? '–' })}</summary>
      <div className={css['fields']}>
        {triggers.length < 2 ? null : (
          <Select
            label={t('trigger')}
            data={[...triggers]}
            value={start.trigger ?? null}
            onChange={(trigger) => setStart({ trigger: trigger ?? undefined })}
          />
        )}
        <Textarea
          label={t('items')}
          description={t('itemsHelp')}
          error={isWrong ? t('itemsWrong') : undefined}
          autosize
          minRows={2}
          maxRows={10}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
          value={start.items}
          onChange={(event) => setStart({ items: event.currentTarget.value })}
        />
        <Switch
          label={t('recording')}
          description={
            lastExecution === undefined
              ? t('recordingNone')
              : t('recordingHelp', { at: formatTime(lastExecution.startedAt, new Date(), t('today', { ns: 'common' })) })
          }
          disabled={lastExecution === undefined}
          checked={start.asLastTime}
          onChange={(event) => setStart({ asLastTime: event.currentTarget.checked })}
        />
        <Button loading={state.isMaking} disabled={isWrong} onClick={state.make}>
          {t('make')}
        </Button>
      </div>
    </details>
  )
}
