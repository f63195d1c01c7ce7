import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkedApprovalQuery, useDecideByLink } from '../../api/approvals.ts'
import type { Answer } from '../../api/call.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatMoney } from '../../lib/money.ts'
import { PendingPage } from '../../shell/pending-page.tsx'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { Seal, ShortHash } from '../../ui/seal.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import { payloadHeading } from '../../lib/approval/approval-card.tsx'
import css from '../../lib/approval/approval.module.css'
import { ApproveButton } from '../../lib/approval/approve-button.tsx'
import { CardFacts } from '../../lib/approval/card-facts.tsx'
import { CardFoot } from '../../lib/approval/card-foot.tsx'
import { CardHead } from '../../lib/approval/card-head.tsx'
import { CardPayload } from '../../lib/approval/card-payload.tsx'

type Linked = Answer<'GET /approval-links/:token'>

/** Where a one-time link in a mail leads: the same card, for somebody who need not be signed in. */
export default function LinkedApprovalPage() {
  const { t } = useTranslation('approval')
  const { token } = useParams({ from: '/approve/$token' })
  const linked = useQuery(linkedApprovalQuery(token))
  useEffect(() => {
    document.title = `${t('linkTitle')} · Steward`
  }, [t])
  if (linked.isPending) return <PendingPage />
  if (linked.isError)
    return (
      <Frame title={t('linkDead')} lead={t('linkDeadLead')}>
        <Problem title={t('linkDead')} text={sentenceOf(linked.error)} />
      </Frame>
    )
  const { workspaceName, personName } = linked.data
  return (
    <Frame title={t('linkTitle')} lead={t('linkFor', { person: personName, workspace: workspaceName })}>
      <LinkedCard token={token} linked={linked.data} />
    </Frame>
  )
}

type FrameProps = { readonly title: string; readonly lead: string; readonly children: ReactNode }

function Frame({ title, lead, children }: FrameProps) {
  const { t } = useTranslation('approval')
  return (
    <main className={css['public']}>
      <div className={css['brand']}>
        <BrandMark />
        Steward
        <span className="sp" />
        <Link to="/approvals" className="link xs">
          {t('linkOpen')}
        </Link>
      </div>
      <div>
        <h1>{title}</h1>
        <p className="ink2">{lead}</p>
      </div>
      {children}
    </main>
  )
}

function LinkedCard({ token, linked }: { readonly token: string; readonly linked: Linked }) {
  const { t } = useTranslation(['approval', 'common'])
  const { approval, personName } = linked
  const decide = useDecideByLink()
  const verdict = decide.isSuccess ? decide.variables.decision : undefined
  const shown =
    verdict === undefined ? approval : ({ ...approval, state: verdict === 'approve' ? 'approved' : 'rejected' } as const)
  return (
    <article className={`card ${css['card']}`} aria-label={approval.title}>
      <CardHead approval={shown} />
      <CardFacts approval={approval} people={t('onlyPublic')} />
      <CardPayload payload={approval.payload} heading={t(payloadHeading(shown.state))} />
      <CardFoot hash={approval.hash} turned={verdict === 'approve'}>
        <div className="ink2">{approval.requesterName === null ? null : t('askedBy', { name: approval.requesterName })}</div>
      </CardFoot>
      {decide.error === null ? null : (
        <div className={css['late']}>
          <Problem title={t('late')} text={sentenceOf(decide.error)} />
        </div>
      )}
      {verdict === undefined ? (
        <LinkedAnswers
          approval={approval}
          pending={decide.isPending ? decide.variables.decision : undefined}
          onAnswer={(decision, reason) =>
            decide.mutate({ token, decision, hash: approval.hash, ...(reason === '' ? {} : { reason }) })
          }
        />
      ) : (
        <div className={css['bar']}>
          <div className={css['outcome']} role="status">
            <StateCircle state={verdict === 'approve' ? 'completed' : 'failed'} size={18} />
            <div className="sp">
              <div className="b">{verdict === 'approve' ? t('linkDoneApproved') : t('linkDoneRejected')}</div>
              <p className="ink2">{t('linkDoneText', { person: personName })}</p>
            </div>
          </div>
        </div>
      )}
    </article>
  )
}

type AnswerProps = {
  readonly approval: Linked['approval']
  readonly pending: 'approve' | 'reject' | undefined
  readonly onAnswer: (decision: 'approve' | 'reject', reason: string) => void
}

function LinkedAnswers({ approval, pending, onAnswer }: AnswerProps) {
  const { t } = useTranslation('approval')
  const [reason, setReason] = useState('')
  if (approval.state !== 'pending') return <p className={`${css['bar']} ink2`}>{t(`state_${approval.state}`)}</p>
  const { amount } = approval
  return (
    <div className={css['bar']}>
      <div className={`${css['barSeal']} only-s`}>
        <Seal hash={approval.hash} size={32} />
        <ShortHash hash={approval.hash} />
      </div>
      <div className={css['answers']} data-linked>
        <Textarea
          className={css['reason'] ?? ''}
          aria-label={t('reason')}
          placeholder={t('reasonPlaceholder')}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          className={`${css['big']} ${css['reject']}`}
          loading={pending === 'reject'}
          disabled={pending === 'approve'}
          leftSection={<X size={16} aria-hidden />}
          onClick={() => onAnswer('reject', reason.trim())}
        >
          {t('reject')}
        </Button>
        <ApproveButton
          label={amount === null ? t('approve') : t('approveAmount', { amount: formatMoney(amount) })}
          title={approval.title}
          isHigh={approval.risk.level === 'high'}
          isPending={pending !== undefined}
          onApprove={() => onAnswer('approve', reason.trim())}
        />
      </div>
    </div>
  )
}
