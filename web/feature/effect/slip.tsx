import type { Receipt } from '@steward/contract/api/effect'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatDuration, formatFullTime, formatTime, shortId } from '../../lib/format.ts'
import { formatMoney } from '../../lib/money.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { Seal } from '../../ui/seal.tsx'
import { OutcomeLabel } from './outcome-label.tsx'
import css from '../../ui/slip.module.css'

type Props = { readonly receipt: Receipt; readonly onOpen: (id: string) => void }

/** A receipt in its one form: what and for how much, below how it went, then on what ground, and the sums at the foot. */
export function Slip({ receipt, onOpen }: Props) {
  const { t } = useTranslation('effect')
  const { requestHash } = receipt
  return (
    <div className={css['slip']}>
      <div>
        <div className={css['head']}>
          <div className="sp">
            <b>{t('slipHead', { number: shortId(receipt.id) })}</b>
            <div className="dim ell">{receipt.workflowName ?? t(`subject_${receipt.subjectKind}`)}</div>
            <time className="dim" dateTime={receipt.intendedAt} title={formatFullTime(receipt.intendedAt)}>
              {formatTime(receipt.intendedAt, new Date(), t('today', { ns: 'common' }))}
            </time>
          </div>
          {requestHash === null ? null : <Seal hash={requestHash} size={40} />}
        </div>
        <hr />
        <What receipt={receipt} />
        <hr />
        <Ground receipt={receipt} />
        <Decision receipt={receipt} />
        <Undone receipt={receipt} onOpen={onOpen} />
        <hr />
        <Excerpts receipt={receipt} />
        <dl>
          <Sum name={t('amount')}>{receipt.amount === null ? '0.00' : formatMoney(receipt.amount)}</Sum>
          <Sum name={t('cost')}>{receipt.cost === null ? '0.00' : formatMoney(receipt.cost)}</Sum>
        </dl>
        <hr />
        <Hashes receipt={receipt} />
      </div>
    </div>
  )
}

function What({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('effect')
  const { runIndex, amount } = receipt
  return (
    <div className={css['line']}>
      <EffectChip effect={receipt.class} />
      <b className={css['name']}>{receipt.nodeName}</b>
      <span className="num">{amount === null ? '' : formatMoney(amount)}</span>
      <small>
        {[receipt.target, runIndex !== null && runIndex > 0 ? t('run', { number: runIndex + 1 }) : null]
          .filter((part) => part !== null)
          .join(' · ')}
      </small>
      <span className={css['outcome']}>
        <OutcomeLabel outcome={receipt.outcome} />
      </span>
    </div>
  )
}

/** On what ground, by whom, where and how. */
function Ground({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('effect')
  const { connection, environment, policies, approvalId, actor, executionId, reason, decision, response } = receipt
  return (
    <dl>
      {reason === null || decision !== null ? null : <Line name={t('why')}>{reason}</Line>}
      <Line name={t('environment')}>{environment === null ? '–' : t(`environment_${environment}`)}</Line>
      <Line name={t('connection')}>{connection === null ? '–' : `${connection.name} (${connection.kind})`}</Line>
      <Line name={t('policy')}>
        {policies.length === 0 ? t('noPolicy') : policies.map(({ name, version }) => `${name} v${version}`).join(', ')}
      </Line>
      {approvalId === null ? null : (
        <Line name={t('approval')}>
          <Link to="/approvals/$approvalId" params={{ approvalId }} className={css['link'] ?? ''}>
            {t('openApproval', { number: shortId(approvalId) })}
          </Link>
        </Line>
      )}
      <Line name={t('actor')}>{actor === null ? t('nobody') : (actor.name ?? t('somebody'))}</Line>
      {executionId === null ? null : (
        <Line name={t('execution')}>
          <Link to="/executions/$executionId" params={{ executionId }} className={css['link'] ?? ''}>
            {t('openExecution')}
          </Link>
        </Line>
      )}
      <Line name={t('took')}>{[formatDuration(receipt.durationMs), t('triesOf', { count: receipt.tries })].join(' · ')}</Line>
      {response === null ? null : (
        <Line name={t('answer')}>
          {[response.status === null ? null : `HTTP ${response.status}`, formatBytes(response.sizeBytes)]
            .filter((part) => part !== null)
            .join(' · ')}
        </Line>
      )}
    </dl>
  )
}

function Decision({ receipt: { decision } }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('effect')
  if (decision === null) return null
  const at = formatTime(decision.at, new Date(), t('today', { ns: 'common' }))
  const who =
    decision.how === 'probe' && decision.by === null ? t('byProbe', { at }) : t('decidedBy', { name: decision.by ?? '–', at })
  return (
    <>
      <hr />
      <dl>
        <Line name={t('decision')}>
          <div>{t(`decision_${decision.answer}`)}</div>
          <div className="dim">{who}</div>
        </Line>
        {decision.reason === null ? null : <Line name={t('reason')}>{decision.reason}</Line>}
      </dl>
    </>
  )
}

function Undone({ receipt: { undoes, undoneBy }, onOpen }: Props) {
  const { t } = useTranslation('effect')
  const other = undoneBy ?? undoes
  if (other === null) return null
  return (
    <>
      <hr />
      <dl>
        <Line name={undoneBy === null ? t('undoes') : t('undoneBy')}>
          <button type="button" className={css['link']} onClick={() => onOpen(other)}>
            {t('openReceipt', { number: shortId(other) })}
          </button>
        </Line>
      </dl>
    </>
  )
}

function Excerpts({ receipt: { request, response } }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('effect')
  if (request === undefined && response?.excerpt === undefined) return null
  return (
    <>
      {request === undefined ? null : (
        <details open>
          <summary>{t('request')}</summary>
          <JsonText value={request} />
        </details>
      )}
      {response?.excerpt === undefined ? null : (
        <details>
          <summary>{t('responseExcerpt')}</summary>
          <JsonText value={response.excerpt} />
        </details>
      )}
      <hr />
    </>
  )
}

function Hashes({ receipt: { id, requestHash, response, batchId } }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('effect')
  return (
    <div className={css['hashes']}>
      <Hash name={t('key')} help={t('keyHelp')} value={id} copy={t('copyKey')} />
      {requestHash === null ? null : (
        <Hash name={t('requestHash')} help={t('requestHashHelp')} value={requestHash} copy={t('copyHash')} />
      )}
      {response === null ? null : (
        <Hash name={t('answerHash')} help={t('answerHashHelp')} value={response.hash} copy={t('copyHash')} />
      )}
      {batchId === null ? null : <Hash name={t('batch')} help={t('batchHelp')} value={batchId} copy={t('copyBatch')} />}
    </div>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Sum({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css['sum']}>
      <dt>{name}</dt>
      <i aria-hidden />
      <dd className="num">{children}</dd>
    </div>
  )
}

type HashProps = { readonly name: string; readonly help: string; readonly value: string; readonly copy: string }

function Hash({ name, help, value, copy }: HashProps) {
  return (
    <div className={css['hash']} title={help}>
      <span>{name}</span>
      <span className="ell">{value}</span>
      <CopyButton text={value} label={copy} />
    </div>
  )
}
