import type { ApprovalDetail } from '@steward/contract/api/approval'
import { ActionIcon, Button, Menu, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Ellipsis, Hammer, MessageSquareReply, Undo2, UserRoundPlus, X } from 'lucide-react'
import { type Ref, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useSession } from '../../api/session.ts'
import { formatMoney } from '../money.ts'
import { useKey } from '../use-key.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Seal, ShortHash } from '../../ui/seal.tsx'
import { BreakGlassDialog, DelegateDialog, WithdrawDialog } from './answer-dialogs.tsx'
import css from './approval.module.css'
import { ApproveButton } from './approve-button.tsx'

export type Verdict = 'approve' | 'reject' | 'ask_changes'
type Props = {
  readonly approval: ApprovalDetail
  readonly pending: Verdict | undefined
  /** The policy wants a reason and got none. */
  readonly needsReason: string | undefined
  readonly onAnswer: (verdict: Verdict, reason: string) => void
}

/** The answers somebody can give; who may not decide is told why, and what is left to them. */
export function AnswerBar({ approval, pending, needsReason, onAnswer }: Props) {
  const { t } = useTranslation('approval')
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const isPhone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  const answer = (verdict: Verdict) => {
    const isMissing = verdict === 'ask_changes' && reason.trim() === ''
    setFault(isMissing ? t('reasonMissing') : undefined)
    if (isMissing) field.current?.focus()
    else onAnswer(verdict, reason.trim())
  }
  const write = (text: string) => {
    setReason(text)
    setFault(undefined)
  }
  const reasonField = approval.mayDecide ? (
    <ReasonField
      value={reason}
      fault={fault ?? (reason.trim() === '' ? needsReason : undefined)}
      onChange={write}
      fieldRef={field}
    />
  ) : null
  const left = approval.quorum - approval.approvedBy
  return (
    <>
      {isPhone && reasonField !== null ? <div className={css['reasonPart']}>{reasonField}</div> : null}
      <div className={css['bar']}>
        <div className={`${css['barSeal']} only-s`}>
          <Seal hash={approval.hash} size={32} />
          <ShortHash hash={approval.hash} />
          <span className="sp" />
          <span className="xs dim">{t('peopleShort', { quorum: approval.quorum, count: approval.deciders.length })}</span>
        </div>
        {approval.quorum > 1 && left > 0 ? <p className={`${css['left']} xs dim`}>{t('oneMore', { count: left })}</p> : null}
        <div className={css['answers']} data-alone={!approval.mayDecide || undefined}>
          {approval.mayDecide ? null : (
            <p className="ink2 sp" role="status">
              {approval.mayNotBecause ?? t('mayNot')}
            </p>
          )}
          {isPhone ? null : reasonField}
          <OtherAnswers approval={approval} reason={reason} onAskChanges={() => answer('ask_changes')} />
          {approval.mayDecide ? <Verdicts approval={approval} pending={pending} onAnswer={answer} /> : null}
        </div>
      </div>
    </>
  )
}

type ReasonProps = {
  readonly value: string
  readonly fault: string | undefined
  readonly onChange: (text: string) => void
  readonly fieldRef: Ref<HTMLTextAreaElement>
}

function ReasonField({ value, fault, onChange, fieldRef }: ReasonProps) {
  const { t } = useTranslation('approval')
  return (
    <Textarea
      ref={fieldRef}
      className={css['reason'] ?? ''}
      aria-label={t('reason')}
      placeholder={t('reasonPlaceholder')}
      autosize
      minRows={1}
      maxRows={5}
      maxLength={2000}
      value={value}
      error={fault}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

type VerdictProps = {
  readonly approval: ApprovalDetail
  readonly pending: Verdict | undefined
  readonly onAnswer: (verdict: Verdict) => void
}

function Verdicts({ approval, pending, onAnswer }: VerdictProps) {
  const { t } = useTranslation('approval')
  const { amount, risk, title } = approval
  useKey('r', (event) => {
    if (!event.repeat && pending === undefined) onAnswer('reject')
  })
  return (
    <>
      <Button
        className={`${css['big']} ${css['reject']}`}
        disabled={pending !== undefined && pending !== 'reject'}
        loading={pending === 'reject'}
        leftSection={<X size={16} aria-hidden />}
        rightSection={
          <span className="hide-s" aria-hidden>
            <Kbd>R</Kbd>
          </span>
        }
        onClick={() => onAnswer('reject')}
      >
        {t('reject')}
      </Button>
      <ApproveButton
        label={amount === null ? t('approve') : t('approveAmount', { amount: formatMoney(amount) })}
        title={title}
        isHigh={risk.level === 'high'}
        isPending={pending !== undefined}
        onApprove={() => onAnswer('approve')}
      />
    </>
  )
}

type OtherProps = { readonly approval: ApprovalDetail; readonly reason: string; readonly onAskChanges: () => void }

function OtherAnswers({ approval, reason, onAskChanges }: OtherProps) {
  const { t } = useTranslation('approval')
  const [open, setOpen] = useState<'delegate' | 'glass' | 'withdraw'>()
  const can = useCan()
  const { user } = useSession()
  const close = () => setOpen(undefined)
  const here = { podId: approval.pod?.id ?? null }
  const isAsker = approval.requester?.id === user.id
  const mayBreak = can('effect:override', here)
  if (!approval.mayDecide && !isAsker && !mayBreak) return null
  return (
    <>
      <Menu position="top-start" width={232}>
        <Menu.Target>
          <ActionIcon variant="default" size={44} radius={10} aria-label={t('more')} className={css['more'] ?? ''}>
            <Ellipsis size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {approval.mayDecide ? (
            <>
              <Menu.Item leftSection={<MessageSquareReply size={14} aria-hidden />} onClick={onAskChanges}>
                {t('askChanges')}
              </Menu.Item>
              <Menu.Item leftSection={<UserRoundPlus size={14} aria-hidden />} onClick={() => setOpen('delegate')}>
                {t('delegate')}
              </Menu.Item>
            </>
          ) : null}
          {isAsker ? (
            <Menu.Item leftSection={<Undo2 size={14} aria-hidden />} onClick={() => setOpen('withdraw')}>
              {t('withdraw')}
            </Menu.Item>
          ) : null}
          {mayBreak ? (
            <Menu.Item
              leftSection={<Hammer size={14} aria-hidden />}
              style={{ color: 'var(--delete)' }}
              onClick={() => setOpen('glass')}
            >
              {t('breakGlass')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {open === 'delegate' ? <DelegateDialog approval={approval} reason={reason} onClose={close} /> : null}
      {open === 'glass' ? <BreakGlassDialog approval={approval} onClose={close} /> : null}
      {open === 'withdraw' ? <WithdrawDialog approval={approval} reason={reason} onClose={close} /> : null}
    </>
  )
}
