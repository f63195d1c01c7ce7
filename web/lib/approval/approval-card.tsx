import type { ApprovalDetail } from '@steward/contract/api/approval'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDecideApproval } from '../../api/approvals.ts'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { AnswerBar, type Verdict } from './answer-bar.tsx'
import css from './approval.module.css'
import { CardFacts } from './card-facts.tsx'
import { Asker, CardFoot } from './card-foot.tsx'
import { VersionChanges } from '../comparison/version-changes.tsx'
import { isComparison } from '../comparison/is-comparison.ts'
import { CardHead } from './card-head.tsx'
import { CardChanges, CardPayload } from './card-payload.tsx'
import { OutcomeBar } from './outcome-bar.tsx'

/** Over what was decided nothing "will" be sent any more. */
export const payloadHeading = (state: ApprovalDetail['state']) =>
  state === 'pending' ? 'exactly' : state === 'approved' || state === 'used' ? 'exactlySent' : 'exactlyAsked'

type Props = {
  readonly approval: ApprovalDetail
  /** False where the page shows already what it is about. */
  readonly hasPayload?: boolean
}

/** One approval, in the fixed order: what, why, at what risk, exactly which bytes, what is new, who asks, the answer. */
export function ApprovalCard({ approval, hasPayload = true }: Props) {
  const { t } = useTranslation('approval')
  const decide = useDecideApproval()
  const [wasPending] = useState(approval.state === 'pending')
  const isApproved = approval.state === 'approved' || approval.state === 'used'
  const needsReason = hasCode(decide.error, 'effect.reason_missing') ? sentenceOf(decide.error) : undefined
  const answer = (decision: Verdict, reason: string) =>
    decide.mutate({ id: approval.id, decision, hash: approval.hash, ...(reason === '' ? {} : { reason }) })
  return (
    <article className={`card ${css['card']}`} aria-label={approval.title}>
      <CardHead approval={approval} />
      <CardFacts
        approval={approval}
        connection={approval.connection?.name}
        people={
          approval.deciders.length === 0 ? '' : t('peopleNeeded', { quorum: approval.quorum, count: approval.deciders.length })
        }
      />
      {hasPayload ? <Payload approval={approval} /> : null}
      {approval.changes === null ? null : <CardChanges changes={approval.changes} />}
      <CardFoot hash={approval.hash} turned={wasPending && isApproved}>
        <Asker approval={approval} />
      </CardFoot>
      {decide.error === null || needsReason !== undefined ? null : (
        <div className={css['late']}>
          <Problem title={t('late')} text={sentenceOf(decide.error)} />
        </div>
      )}
      {approval.state === 'pending' ? (
        <AnswerBar
          approval={approval}
          needsReason={needsReason}
          pending={decide.isPending ? decide.variables.decision : undefined}
          onAnswer={answer}
        />
      ) : (
        <OutcomeBar approval={approval} />
      )}
    </article>
  )
}

/** A version is judged by what is otherwise in it; that, too, is kept word for word below. */
function Payload({ approval: { payload, state, subject } }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation('approval')
  const exact = <CardPayload payload={payload} heading={t(payloadHeading(state))} />
  if (subject.kind !== 'publish' || !isComparison(payload)) return exact
  return (
    <>
      <div className={css['part']}>
        <VersionChanges comparison={payload} />
      </div>
      <details className={css['wordForWord']}>
        <summary>{t('wordForWord')}</summary>
        {exact}
      </details>
    </>
  )
}
