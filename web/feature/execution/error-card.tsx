import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import { Button, Menu } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown, RotateCcw, SquarePen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRetryExecution } from '../../api/executions.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import { useFirstTakenBack } from './use-first-taken-back.ts'
import css from './execution.module.css'

/** What failed, why, and what a retry would keep and do again. */
export function ErrorCard({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  const { summary, nodes } = execution
  const failed = nodes.findLast((node) => node.status === 'failed')
  // It is begun anew from the execution that it belongs to, and its error says what it has taken back.
  const isUndo = summary.mode === 'undo'
  const name = failed?.nodeName ?? summary.error?.node
  const tries = failed?.tries ?? 1
  const isTakenBack = useFirstTakenBack(execution) < nodes.length
  const title =
    name == null
      ? t('failedPlain')
      : tries > 1
        ? t('failedAttempts', { node: name, count: tries })
        : t('failedTitle', { node: name })
  return (
    <section className={`card ${css['error']}`}>
      <div className={css['errorHead']}>
        <StateCircle state="failed" />
        <h2>{title}</h2>
        <span className="sp" />
        <Allowed permission="workflow:write">
          <Button
            component={Link}
            to={`/workflows/${summary.workflowId}${failed === undefined ? '' : `?node=${encodeURIComponent(failed.nodeId)}`}`}
            leftSection={<SquarePen size={14} aria-hidden />}
          >
            {t('editNode')}
          </Button>
        </Allowed>
        {isUndo || isTakenBack ? null : (
          <Allowed permission="execution:write">
            <RetryButton executionId={summary.id} />
          </Allowed>
        )}
      </div>
      <div className={css['errorBody']}>
        <p>
          {isUndo ? summary.error?.message : (failed?.error?.message ?? summary.error?.message)}
          {failed?.error?.itemIndex == null ? '' : ` ${t('atItem', { number: failed.error.itemIndex + 1 })}`}
        </p>
        {failed?.error?.description == null ? null : <p className="ink2">{failed.error.description}</p>}
        {isTakenBack ? <p className="ink2">{t('takenBackText')}</p> : <RetryFacts failed={failed} nodes={nodes} />}
      </div>
    </section>
  )
}

type FactsProps = { readonly failed: NodeExecution | undefined; readonly nodes: readonly NodeExecution[] }

function RetryFacts({ failed, nodes }: FactsProps) {
  const { t } = useTranslation('execution')
  const kept = nodes.filter((node) => node.effect !== 'pure' && node.status === 'completed')
  return (
    <div className={`${css['chips']} xs`}>
      {failed === undefined || failed.effect === 'pure' ? null : (
        <span>
          <span className="dim">{t('redoes')}</span>
          <EffectChip effect={failed.effect} label={failed.nodeName} />
        </span>
      )}
      {kept.length === 0 ? null : (
        <span>
          <span className="dim">{t('keeps')}</span>
          {kept.slice(0, 6).map((node) => (
            <EffectChip key={node.index} effect={node.effect} label={node.nodeName} />
          ))}
          {kept.length > 6 ? `+${kept.length - 6}` : null}
        </span>
      )}
    </div>
  )
}

function RetryButton({ executionId }: { readonly executionId: string }) {
  const { t } = useTranslation('execution')
  const navigate = useNavigate()
  const retry = useRetryExecution()
  const start = (version: 'original' | 'current') =>
    retry.mutate(
      { id: executionId, version },
      { onSuccess: (made) => void navigate({ to: '/executions/$executionId', params: { executionId: made.id } }) },
    )
  return (
    <Menu width={260}>
      <Menu.Target>
        <Button
          variant="filled"
          loading={retry.isPending}
          leftSection={<RotateCcw size={14} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          {t('retryFrom')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start('original')}>{t('retryOriginal')}</Menu.Item>
        <Menu.Item onClick={() => start('current')}>{t('retryCurrent')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('retryText')}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  )
}
