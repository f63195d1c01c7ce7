import type { Execution, NodeExecution } from '@steward/contract/api/execution'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { RotateCcw, SquarePen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Allowed } from '../../lib/allowed.tsx'
import { usePageKeys } from '../../shell/commands.ts'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import { RetryDialog } from './retry-dialog.tsx'
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
  const message = (isUndo ? undefined : failed?.error?.message) ?? summary.error?.message ?? ''
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
            to={`/workflows/${summary.workflowId}?execution=${summary.id}${failed === undefined ? '' : `&node=${encodeURIComponent(failed.nodeId)}`}`}
            leftSection={<SquarePen size={14} aria-hidden />}
          >
            {t('editNode')}
          </Button>
        </Allowed>
        {isUndo || isTakenBack ? null : (
          <Allowed permission="execution:write">
            <RetryButton execution={execution} failed={failed} />
          </Allowed>
        )}
      </div>
      <div className={css['errorBody']}>
        <p>
          {failed?.error?.itemIndex == null
            ? message
            : `${ended(message)} ${t('atItem', { number: failed.error.itemIndex + 1 })}`}
        </p>
        {failed?.error?.description == null ? null : <p className="ink2">{failed.error.description}</p>}
        {isTakenBack ? <p className="ink2">{t('takenBackText')}</p> : <RetryFacts failed={failed} nodes={nodes} />}
        {failed === undefined ? null : <CauseInput failed={failed} />}
      </div>
    </section>
  )
}

/** With the full stop that messages of services often lack, so that a sentence can follow. */
const ended = (message: string) => (/[.!?…]$/.test(message) ? message : `${message}.`)

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

type ButtonProps = { readonly execution: Execution; readonly failed: NodeExecution | undefined }

function RetryButton({ execution, failed }: ButtonProps) {
  const { t } = useTranslation('execution')
  const [isAsking, setAsking] = useState(false)
  usePageKeys([{ keys: 'r', name: t('keyRetry'), run: () => setAsking(true) }])
  return (
    <>
      <Button variant="filled" leftSection={<RotateCcw size={14} aria-hidden />} onClick={() => setAsking(true)}>
        {t('retryFrom')}
      </Button>
      {isAsking ? <RetryDialog execution={execution} failed={failed} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

/** The input of the item that could not be done; of the first one where it is not known which. */
function CauseInput({ failed }: { readonly failed: NodeExecution }) {
  const { t } = useTranslation('execution')
  const items = failed.inputs?.find((one) => one.length > 0)
  const item = items?.[failed.error?.itemIndex ?? 0] as { readonly json?: unknown } | undefined
  if (item === undefined) return null
  return (
    <section className={css['cause']} tabIndex={0} aria-label={t('causeInput')}>
      <h3 className="eyebrow">{t('causeInput')}</h3>
      <JsonText value={item.json} charsMax={4000} />
    </section>
  )
}
