import type { Rehearsal, RehearsalLine } from '@steward/contract/api/publication'
import { Button, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../../api/problem.ts'
import { useAcceptDifferences } from '../../../api/publications.ts'
import { Allowed } from '../../../lib/allowed.tsx'
import { formatTime } from '../../../lib/format.ts'
import { Problem } from '../../../ui/feedback.tsx'
import type { State } from '../../../ui/state.ts'
import { StateLabel } from '../../../ui/state-circle.tsx'
import { ReplayOn } from '../../../lib/replay/replay-report.tsx'
import css from './publication.module.css'

const states: Record<RehearsalLine['result'], State> = {
  same: 'completed',
  different: 'failed',
  gone: 'skipped',
  unreadable: 'failed',
}

type Props = { readonly workflowId: string; readonly rehearsal: Rehearsal }

/** What a version would do with each recording, and whether that is meant. */
export function RehearsalReport({ workflowId, rehearsal }: Props) {
  const { t } = useTranslation('publication')
  const { version, lines, isClear, accepted } = rehearsal
  const differs = lines.some(({ result }) => result === 'different' || result === 'unreadable')
  return (
    <div className={css['rehearsal']}>
      <p className={differs && !isClear ? css['differs'] : 'dim'}>{differs ? t('rehearsalDiffers') : t('rehearsalClear')}</p>
      <ul>
        {lines.map((line) => (
          <li key={line.executionId} className={css['line']}>
            <Line line={line} version={version} />
          </li>
        ))}
      </ul>
      {accepted === null ? null : (
        <p className="ink2">
          {t('accepted', {
            name: accepted.by?.name ?? t('somebody'),
            at: formatTime(accepted.at, new Date(), t('today', { ns: 'common' })),
            reason: accepted.reason,
          })}
        </p>
      )}
      {isClear ? null : (
        <Allowed permission="workflow:activate">
          <Acceptance workflowId={workflowId} rehearsal={rehearsal} />
        </Allowed>
      )}
    </div>
  )
}

function Line({ line, version }: { readonly line: RehearsalLine; readonly version: number }) {
  const { t } = useTranslation('publication')
  const { executionId, name, result, status, text } = line
  const [isOpen, setOpen] = useState(false)
  const reportId = useId()
  const hasReport = result === 'same' || result === 'different'
  return (
    <>
      <div className="row">
        <StateLabel state={states[result]} text={t(`result_${result}`)} />
        {result === 'gone' ? (
          <span className="b sp ell">{name}</span>
        ) : (
          <Link
            className="b sp ell link"
            to="/executions/$executionId"
            params={{ executionId }}
            title={t('openExecution', { name })}
          >
            {name}
          </Link>
        )}
        {hasReport ? (
          <Button
            size="compact-sm"
            aria-expanded={isOpen}
            {...(isOpen ? { 'aria-controls': reportId } : {})}
            onClick={() => setOpen(!isOpen)}
          >
            {t('report')}
          </Button>
        ) : null}
      </div>
      {text === null ? null : <p className={`ink2 ${css['sentence']}`}>{text}</p>}
      {status === null || status.old === status.new ? null : (
        <p className="ink2">
          {t('status', { old: t(`state.${status.old}`, { ns: 'common' }), new: t(`state.${status.new}`, { ns: 'common' }) })}
        </p>
      )}
      {isOpen ? (
        <div id={reportId} className={css['report']}>
          <ReplayOn executionId={executionId} version={version} />
        </div>
      ) : null}
    </>
  )
}

/** Somebody says that exactly these differences are meant, and why. */
function Acceptance({ workflowId, rehearsal: { version, hash } }: Props) {
  const { t } = useTranslation('publication')
  const [reason, setReason] = useState('')
  const accept = useAcceptDifferences(workflowId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    accept.mutate({ version, hash, reason: reason.trim() })
  }
  return (
    <form className={css['accept']} onSubmit={submit}>
      <Textarea
        label={t('acceptReason')}
        description={t('acceptText')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {accept.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(accept.error)} />}
      <Button type="submit" disabled={reason.trim() === ''} loading={accept.isPending}>
        {t('accept')}
      </Button>
    </form>
  )
}
