import type { ApprovalDetail } from '@steward/contract/api/approval'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReviewBreakGlass } from '../../api/approvals.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useCan, useSession } from '../../api/session.ts'
import { Problem } from '../../ui/feedback.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import { stateOf } from './approval-state.ts'
import { atWords, endingOf, useOutcomeWords } from './approval-words.ts'
import css from './approval.module.css'

/** What has become of it, by whom and why. */
export function OutcomeBar({ approval }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation('approval')
  const words = useOutcomeWords()
  const reason = endingOf(approval)?.reason ?? null
  const isRefused = approval.state !== 'approved' && approval.state !== 'used'
  return (
    <>
      <div className={`${css['bar']} ${css['outcome']}`} role="status">
        <StateCircle state={stateOf[approval.state]} size={18} />
        <div className="sp">
          <div className="b">{words(approval)}</div>
          {reason === null ? null : <p className={css['quote']}>{reason}</p>}
          <p className="xs dim">{isRefused ? t('nothingSent') : approval.state === 'approved' ? t('notUsedYet') : null}</p>
        </div>
      </div>
      {approval.isBrokenGlass ? <Review approval={approval} /> : null}
    </>
  )
}

function Review({ approval }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation(['approval', 'common'])
  const can = useCan()
  const { user } = useSession()
  const { reviewed } = approval
  const breaker = approval.decisions.findLast(({ decision }) => decision === 'break_glass')?.by ?? null
  if (reviewed !== null) {
    const more = { name: reviewed.by?.name ?? t('somebody'), at: atWords(t, reviewed.at) }
    return (
      <div className={css['review']}>
        <p className="b">{reviewed.isRight ? t('reviewedRight', more) : t('reviewedWrong', more)}</p>
        <p className={css['quote']}>{reviewed.note}</p>
      </div>
    )
  }
  const mayReview = can('effect:decide', { podId: approval.pod?.id ?? null }) && breaker?.id !== user.id
  if (!mayReview) return <p className={`${css['review']} dim`}>{t('reviewText', { name: breaker?.name ?? t('somebody') })}</p>
  return <ReviewForm id={approval.id} />
}

function ReviewForm({ id }: { readonly id: string }) {
  const { t } = useTranslation('approval')
  const review = useReviewBreakGlass()
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const say = (isRight: boolean) => {
    setMissing(note.trim() === '')
    if (note.trim() !== '') review.mutate({ id, isRight, note: note.trim() })
  }
  return (
    <section className={css['review']} aria-label={t('review')}>
      <h3>{t('review')}</h3>
      <Textarea
        label={t('reviewNote')}
        autosize
        minRows={2}
        maxLength={2000}
        value={note}
        error={isMissing ? t('reviewMissing') : null}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {review.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(review.error)} />}
      <div className="row">
        <Button loading={review.isPending} onClick={() => say(true)}>
          {t('reviewRight')}
        </Button>
        <Button loading={review.isPending} style={{ color: 'var(--delete)' }} onClick={() => say(false)}>
          {t('reviewWrong')}
        </Button>
      </div>
    </section>
  )
}
