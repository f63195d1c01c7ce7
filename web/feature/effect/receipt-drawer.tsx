import type { Receipt } from '@steward/contract/api/effect'
import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { effectQuery } from '../../api/effects.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatBytes, formatDuration, formatTime } from '../../lib/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EffectChip } from '../../ui/effect-chip.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { OutcomeLabel } from './outcome-label.tsx'
import css from './effect.module.css'

/** One receipt with everything that is known of its effect. */
export function ReceiptDrawer({ id, onClose }: { readonly id: string | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation('effect')
  const receipt = useQuery({ ...effectQuery(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      title={t('receipt')}
      size={460}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {receipt.isPending ? <SkeletonRows rows={6} height={32} /> : null}
      {receipt.isError ? <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(receipt.error)} /> : null}
      {receipt.data === undefined ? null : <Slip receipt={receipt.data} />}
    </Drawer>
  )
}

function Slip({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation('effect')
  const time = (at: string | null) => (at === null ? '–' : formatTime(at, new Date(), t('today', { ns: 'common' })))
  const { response, connection, requestHash } = receipt
  return (
    <div className={css['slip']}>
      <div className="row">
        <EffectChip effect={receipt.class} large />
        <div className="sp">
          <div className="b">{receipt.nodeName}</div>
          <div className="xs dim">
            {receipt.workflowName}
            {receipt.runIndex !== null && receipt.runIndex > 0 ? `, ${t('run', { number: receipt.runIndex + 1 })}` : ''}
          </div>
        </div>
        <OutcomeLabel outcome={receipt.outcome} />
      </div>
      <hr />
      <dl>
        <Line name={t('target')}>{receipt.target ?? '–'}</Line>
        <Line name={t('connection')}>{connection === null ? '–' : `${connection.name} (${connection.kind})`}</Line>
        <Line name={t('begun')}>{time(receipt.intendedAt)}</Line>
        <Line name={t('settled')}>{time(receipt.settledAt)}</Line>
        <Line name={t('took')}>{formatDuration(receipt.durationMs)}</Line>
        <Line name={t('tries')}>{receipt.tries}</Line>
      </dl>
      <Decision receipt={receipt} />
      <hr />
      <dl>
        <Hash name={t('key')} help={t('keyHelp')} value={receipt.id} copy={t('copyKey')} />
        {requestHash === null ? null : (
          <Hash name={t('requestHash')} help={t('requestHashHelp')} value={requestHash} copy={t('copyHash')} />
        )}
        {response === null ? null : (
          <>
            <Line name={t('status')}>{response.status ?? '–'}</Line>
            <Line name={t('size')}>{formatBytes(response.sizeBytes)}</Line>
            <Hash name={t('answerHash')} value={response.hash} copy={t('copyHash')} />
          </>
        )}
      </dl>
      {receipt.request === undefined ? null : (
        <details open>
          <summary>{t('request')}</summary>
          <JsonText value={receipt.request} />
        </details>
      )}
      {receipt.executionId === null ? null : (
        <Link to="/executions/$executionId" params={{ executionId: receipt.executionId }} className="b">
          {t('openExecution')}
        </Link>
      )}
    </div>
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
          <div className="b">{t(`decision_${decision.answer}`)}</div>
          <div className="xs dim">{who}</div>
        </Line>
        {decision.reason === null ? null : <Line name={t('reason')}>{decision.reason}</Line>}
      </dl>
    </>
  )
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </>
  )
}

type HashProps = { readonly name: string; readonly help?: string; readonly value: string; readonly copy: string }

function Hash({ name, help, value, copy }: HashProps) {
  return (
    <Line name={name}>
      <span className="row">
        <span className="mono sp" title={help}>
          {value}
        </span>
        <CopyButton text={value} label={copy} />
      </span>
    </Line>
  )
}
