import type { ApprovalDetail } from '@steward/contract/api/approval'
import { Button, Modal, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBreakGlass, useDelegateApproval, useWithdrawApproval } from '../../api/approvals.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import { MemberSelect } from '../member-select.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './approval.module.css'

type Props = { readonly approval: ApprovalDetail; readonly onClose: () => void }
type WithReason = Props & { readonly reason: string }

const given = (reason: string) => (reason.trim() === '' ? {} : { reason: reason.trim() })

type FrameProps = {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly isDangerous?: boolean
  readonly isPending: boolean
  readonly disabled?: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onSubmit: () => void
  readonly children?: ReactNode
}

function Frame({ title, text, action, isDangerous, isPending, disabled, error, onClose, onSubmit, children }: FrameProps) {
  const { t } = useTranslation('common')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Modal opened onClose={onClose} title={title} size={460} closeButtonProps={{ 'aria-label': t('close') }}>
      <form onSubmit={submit} className={css['dialog']} noValidate>
        <p className="ink2">{text}</p>
        {children}
        {error === null ? null : <Problem title={t('actionFailed')} text={sentenceOf(error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose} data-autofocus={children === undefined || undefined}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            loading={isPending}
            disabled={disabled === true}
            {...(isDangerous === true ? { style: { color: 'var(--delete)' } } : { variant: 'filled' })}
          >
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** Somebody else decides instead. */
export function DelegateDialog({ approval, reason, onClose }: WithReason) {
  const { t } = useTranslation('approval')
  const { user } = useSession()
  const [to, setTo] = useState<string | null>(null)
  const delegate = useDelegateApproval()
  const submit = () => {
    if (to === null) return
    delegate.mutate(
      { id: approval.id, to, ...given(reason) },
      {
        onSuccess: ({ deciders }) => {
          notifyDone(t('delegated', { name: deciders.find(({ id }) => id === to)?.name ?? t('somebody') }))
          onClose()
        },
      },
    )
  }
  return (
    <Frame
      title={t('delegate')}
      text={t('delegateText')}
      action={t('delegateDo')}
      isPending={delegate.isPending}
      disabled={to === null}
      error={delegate.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <MemberSelect
        label={t('delegateTo')}
        value={to}
        onChange={setTo}
        except={[user.id, ...(approval.requester === null ? [] : [approval.requester.id])]}
      />
    </Frame>
  )
}

/** An emergency: it happens without those who should decide, and somebody looks at it afterwards. */
export function BreakGlassDialog({ approval, onClose }: Props) {
  const { t } = useTranslation('approval')
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const breakGlass = useBreakGlass()
  const submit = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    breakGlass.mutate({ id: approval.id, hash: approval.hash, reason: reason.trim() }, { onSuccess: onClose })
  }
  return (
    <Frame
      title={t('breakGlassTitle')}
      text={t('breakGlassText')}
      action={t('breakGlass')}
      isDangerous
      isPending={breakGlass.isPending}
      error={breakGlass.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="b">{approval.title}</p>
      <Textarea
        label={t('breakGlassWhy')}
        data-autofocus
        rows={3}
        maxLength={2000}
        value={reason}
        error={isMissing ? t('breakGlassMissing') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Frame>
  )
}

export function WithdrawDialog({ approval, reason, onClose }: WithReason) {
  const { t } = useTranslation('approval')
  const withdraw = useWithdrawApproval()
  return (
    <Frame
      title={t('withdrawSure')}
      text={t('withdrawText')}
      action={t('withdraw')}
      isDangerous
      isPending={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onSubmit={() => withdraw.mutate({ id: approval.id, ...given(reason) }, { onSuccess: onClose })}
    />
  )
}
