import type { AuditVerification } from '@steward/contract/api/audit'
import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PenLine, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type AuditOwner, useMakeCheckpoint, useVerify, verificationQuery } from '../../api/audit.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatCount, formatTime } from '../../lib/format.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import css from './audit.module.css'

/** Whether the log is whole: up to where it is signed, or where it is broken and how. */
export function VerificationBadge({ owner }: { readonly owner: AuditOwner }) {
  const { t } = useTranslation('audit')
  const found = useQuery(verificationQuery(owner))
  const verify = useVerify(owner)
  const sign = useMakeCheckpoint(owner)
  if (found.isError)
    return (
      <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(found.error)} onRetry={() => void found.refetch()} />
    )
  return (
    <section className={`card ${css['badge']}`} data-broken={found.data?.holds === false || undefined}>
      <div className={css['verdict']} role="status">
        {found.data === undefined ? (
          <span className="row ink2">
            <Loader size={14} /> {t('checking')}
          </span>
        ) : (
          <Verdict found={found.data} />
        )}
      </div>
      <div className={css['acts']}>
        <Button leftSection={<ShieldCheck size={14} aria-hidden />} loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('verify')}
        </Button>
        <Button
          leftSection={<PenLine size={14} aria-hidden />}
          loading={sign.isPending}
          onClick={() => sign.mutate(undefined, { onSuccess: () => notifyDone(t('signed')) })}
        >
          {t('sign')}
        </Button>
      </div>
    </section>
  )
}

const questions = ['integrity', 'continuity', 'anchored'] as const

function Verdict({ found }: { readonly found: AuditVerification }) {
  const { t } = useTranslation('audit')
  const at = formatTime(found.checkedAt, new Date(), t('today', { ns: 'common' }))
  const signed = found.anchored.upTo === 0 ? t('signedNothing') : t('signedUpTo', { seq: formatCount(found.anchored.upTo) })
  return (
    <>
      <StateLabel state={found.holds ? 'completed' : 'failed'} text={t(found.holds ? 'whole' : 'broken')} pill={!found.holds} />
      <div className="xs dim">
        {t('checked', { lines: formatCount(found.lines), at })}, {signed}
      </div>
      {questions.map((question) => {
        const { broken } = found[question]
        if (broken === null) return null
        return (
          <div key={question} className={css['finding']}>
            <span className="b">{t(question)}.</span> {t('brokenAt', { seq: broken.seq, reason: broken.reason })}
          </div>
        )
      })}
    </>
  )
}
