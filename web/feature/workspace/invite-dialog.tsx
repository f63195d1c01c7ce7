import type { MemberRole } from '@steward/contract/api/member'
import { Button, Modal, Select, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvitePeople } from '../../api/members.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Problem } from '../../ui/feedback.tsx'
import { useMayGive } from './may-give.ts'
import css from './workspace.module.css'

const atOnceMax = 50

export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('workspace')
  const invite = useInvitePeople()
  const outcomes = invite.data?.items
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(outcomes === undefined ? 'invite' : 'inviteDone')}
      size={480}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {outcomes === undefined ? (
        <InviteForm invite={invite} onClose={onClose} />
      ) : (
        <div className={css['form']}>
          <ul className={css['outcomes']}>
            {outcomes.map(({ email, outcome }) => (
              <li key={email}>
                <span className="ell">{email}</span>
                <span className={outcome === 'invited' ? 'nw' : 'nw dim'}>{t(`outcome.${outcome}`)}</span>
              </li>
            ))}
          </ul>
          <div className={css['actions']}>
            <Button variant="filled" onClick={onClose}>
              {t('done')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}

type FormProps = { readonly invite: ReturnType<typeof useInvitePeople>; readonly onClose: () => void }

function InviteForm({ invite, onClose }: FormProps) {
  const { t } = useTranslation('workspace')
  const mayGive = useMayGive()
  const [text, setText] = useState('')
  const [role, setRole] = useState<MemberRole>('editor')
  const emails = addressesIn(text)
  const roles = (['owner', 'admin', 'editor', 'viewer'] as const).filter(mayGive)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ emails, role })
  }
  return (
    <form onSubmit={submit} className={css['form']} noValidate>
      <Textarea
        label={t('inviteEmails')}
        description={t('inviteEmailsHelp')}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        label={t('inviteRole')}
        description={t(`roleHelp.${role}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        value={role}
        data={roles.map((one) => ({ value: one, label: t(`role.${one}`, { ns: 'common' }) }))}
        onChange={(value) => setRole(roles.find((one) => one === value) ?? role)}
      />
      {invite.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(invite.error)} />}
      <div className={css['actions']}>
        <Button onClick={onClose}>{t('cancel', { ns: 'common' })}</Button>
        <Button
          type="submit"
          variant="filled"
          disabled={emails.length === 0 || emails.length > atOnceMax}
          loading={invite.isPending}
        >
          {t('inviteSend', { count: Math.max(1, emails.length) })}
        </Button>
      </div>
    </form>
  )
}

/** However people part addresses: by line, comma, semicolon or space. */
const addressesIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))]
