import type { PlannedEffect, WorkflowPlan } from '@steward/contract/api/plan'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../lib/money.ts'
import { EffectChip } from '../../../ui/effect-chip.tsx'
import slip from '../../../ui/slip.module.css'
import { isOfWorkflow } from './planned-nodes.ts'
import { PlanTotals } from './plan-totals.tsx'
import css from './plan.module.css'

type Props = {
  readonly plan: WorkflowPlan
  /** For which start and which version, in words. */
  readonly of: string
  readonly document: WorkflowDocument
  readonly onNode: (nodeId: string) => void
}

/** A plan in the form of a receipt, before there is anything to have a receipt of. */
export function PlanSlip({ plan, of, document, onNode }: Props) {
  const { t } = useTranslation('plan')
  return (
    <div className={slip['slip']} role="region" aria-label={t('plan')}>
      <div>
        <div className={slip['head']}>
          <div className="sp">
            <b>{t('head')}</b>
            <div className={`dim ${css['wrap']}`}>{of}</div>
          </div>
        </div>
        <hr />
        {plan.effects.length === 0 ? <p className="dim">{t('none')}</p> : null}
        <ul className={css['lines']}>
          {plan.effects.map((effect, index) => (
            <li key={index}>
              <Line effect={effect} isHere={isOfWorkflow(effect, document)} onNode={onNode} />
            </li>
          ))}
        </ul>
        {plan.error === null ? null : (
          <p className={css['stop']}>
            <b>{t('stopsHere')}</b>: {plan.error}
          </p>
        )}
        <Reads reads={plan.reads} />
        <hr />
        <PlanTotals plan={plan} />
        <Notes plan={plan} />
      </div>
    </div>
  )
}

type LineProps = { readonly effect: PlannedEffect; readonly isHere: boolean; readonly onNode: (nodeId: string) => void }

function Line({ effect, isHere, onNode }: LineProps) {
  const { t } = useTranslation('plan')
  const { amount, connection, target, runIndex } = effect
  const where = [
    t(`environment_${effect.environment}`),
    connection?.name,
    target,
    runIndex > 0 ? t('run', { number: runIndex + 1 }) : undefined,
    isHere ? undefined : t('within', { workflow: effect.workflowName }),
  ].filter((part) => part !== null && part !== undefined)
  const line = (
    <>
      <span className={css['title']}>{effect.title}</span>
      <span className={`num ${css['amount']}`}>{amount === null ? '0.00' : formatMoney(amount)}</span>
      <span className={css['below']}>
        <span className={css['where']}>{where.join(' · ')}</span>
        <Outcome effect={effect} />
        {effect.isCertain ? null : <span className={css['uncertain']}>{t('uncertain')}</span>}
      </span>
    </>
  )
  return (
    <div className={css['line']}>
      <EffectChip effect={effect.class} />
      {isHere ? (
        <button
          type="button"
          className={`${css['what']} focusable`}
          title={t('show', { node: effect.nodeName })}
          onClick={() => onNode(effect.nodeId)}
        >
          {line}
        </button>
      ) : (
        <div className={css['what']}>{line}</div>
      )}
    </div>
  )
}

/** What the policies of now say to it, by whom and on what ground. Never cut off. */
function Outcome({ effect: { answer, asks, policies } }: { readonly effect: PlannedEffect }) {
  const { t } = useTranslation('plan')
  const because = policies.map(({ name }) => name).join(', ')
  const words = {
    allow: () => t('allowed'),
    ask: () =>
      asks.length === 0 ? t('asksNobody', { policies: because }) : t('asks', { names: asks.join(', '), policies: because }),
    deny: () => (because === '' ? t('deniedPlain') : t('denied', { policies: because })),
  }
  return (
    <span className={css['outcome']} data-answer={answer ?? 'none'}>
      {answer === null ? t('notAsked') : words[answer]()}
    </span>
  )
}

function Reads({ reads }: { readonly reads: WorkflowPlan['reads'] }) {
  const { t } = useTranslation('plan')
  if (reads.length === 0) return null
  return (
    <Part title={t('reads')}>
      <ul className={css['lines']}>
        {reads.map(({ nodeName, target, times }, index) => (
          <li key={index} className={css['line']}>
            <EffectChip effect="read" />
            <div className={css['what']}>
              <span className={css['title']}>{nodeName}</span>
              <span className={css['below']}>
                <span className={css['where']}>{target ?? ''}</span>
                <span className={css['outcome']}>
                  {t('read')} {t('times', { count: times })}
                </span>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Notes({ plan: { notReached, limits } }: { readonly plan: WorkflowPlan }) {
  const { t } = useTranslation('plan')
  return (
    <>
      {notReached.length === 0 ? null : (
        <Part title={t('notReached')}>
          <p className={css['wrap']}>{notReached.join(', ')}</p>
        </Part>
      )}
      {limits.length === 0 ? null : (
        <Part title={t('notes')}>
          <ul className={css['notes']}>
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <>
      <hr />
      <section aria-labelledby={id}>
        <h3 id={id} className={css['part']}>
          {title}
        </h3>
        {children}
      </section>
    </>
  )
}
