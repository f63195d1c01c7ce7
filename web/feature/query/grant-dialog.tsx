import type { AccessGrant } from '@steward/contract/api/grant'
import { Button, Modal, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDecideGrant, useRevokeGrant } from '../../api/grants.ts'
import { sentenceOf } from '../../api/problem.ts'
import { formatTime } from '../../lib/format.ts'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './query.module.css'

export type Deed = 'approve' | 'reject' | 'revoke'

const titles = { approve: 'giveTitle', reject: 'refuseTitle', revoke: 'revokeTitle' } as const
const texts = { approve: 'giveText', reject: 'refuseText', revoke: 'revokeText' } as const
const actions = { approve: 'give', reject: 'refuse', revoke: 'revoke' } as const
const dones = { approve: 'accessGiven', reject: 'accessRefused', revoke: 'accessEnded' } as const

type Props = { readonly grant: AccessGrant; readonly deed: Deed; readonly onClose: () => void }

/** Gives, refuses or ends standing access, with a reason that is kept. */
export function GrantDialog({ grant, deed, onClose }: Props) {
  const { t } = useTranslation('access')
  const decide = useDecideGrant()
  const revoke = useRevokeGrant()
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const { isPending, error } = deed === 'revoke' ? revoke : decide
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isNeeded = deed === 'reject' && reason.trim() === ''
    setMissing(isNeeded)
    if (isNeeded) return
    const given = reason.trim() === '' ? {} : { reason: reason.trim() }
    const done = {
      onSuccess: () => {
        notifyDone(t(dones[deed]))
        onClose()
      },
    }
    if (deed === 'revoke') revoke.mutate({ id: grant.id, ...given }, done)
    else decide.mutate({ id: grant.id, decision: deed, ...given }, done)
  }
  const about = {
    name: grant.user?.name ?? t('somebody'),
    what: t(`grantClass_${grant.class}`),
    where: `${grant.instance.name}, ${grant.database ?? t('anyDatabase')}`,
    until: formatTime(grant.until, new Date(), t('today', { ns: 'common' })),
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(titles[deed], about)}
      size={460}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <form onSubmit={submit} className={css['dialog']} noValidate>
        <p className="ink2">{t(texts[deed], about)}</p>
        {deed === 'approve' ? <p className={css['said']}>{grant.reason}</p> : null}
        <Textarea
          label={t('reason')}
          rows={2}
          maxLength={2000}
          data-autofocus
          value={reason}
          error={isMissing ? t('reasonMissing') : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(error)} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
          <Button
            type="submit"
            loading={isPending}
            {...(deed === 'approve' ? { variant: 'filled' } : { style: { color: 'var(--delete)' } })}
          >
            {t(actions[deed])}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
