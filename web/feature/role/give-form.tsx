import type { Role } from '@steward/contract/api/role'
import type { PermissionName } from '@steward/contract/permission'
import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { podsQuery } from '../../api/pods.ts'
import { sentenceOf } from '../../api/problem.ts'
import { useAssignRole } from '../../api/roles.ts'
import { useCan, useSession } from '../../api/session.ts'
import { MemberSelect } from '../../lib/member-select.tsx'
import { Problem } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import css from './role.module.css'

const hourMs = 3_600_000
const spans = { never: null, hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs, month: 30 * 24 * hourMs, time: null } as const
type Span = keyof typeof spans
const spanNames = Object.keys(spans) as readonly Span[]
const everywhere = ''

/** Gives a role to a member: where, and until when. Says why where that cannot be. */
export function GiveForm({ role }: { readonly role: Role }) {
  const { t } = useTranslation('role')
  const can = useCan()
  const { user: me } = useSession()
  const pods = useQuery(podsQuery)
  const assign = useAssignRole()
  const [userId, setUserId] = useState<string | null>(null)
  const [podId, setPodId] = useState(everywhere)
  const [span, setSpan] = useState<Span>('never')
  const [time, setTime] = useState('')
  if (role.isSystem && role.name === 'owner') return <p className="dim">{t('ownerGiven')}</p>
  const place = podId === everywhere ? {} : { podId }
  if (!role.permissions.every((name) => can(name as PermissionName, place))) return <p className="dim">{t('cannotGive')}</p>

  const chosenTime = Date.parse(time)
  const isTimeWrong = span === 'time' && !(chosenTime > Date.now())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (userId === null || isTimeWrong) return
    const lengthMs = spans[span]
    const endMs = span === 'time' ? chosenTime : lengthMs === null ? undefined : Date.now() + lengthMs
    const until = endMs === undefined ? {} : { expiresAt: new Date(endMs).toISOString() }
    assign.mutate(
      { userId, roleId: role.id, ...place, ...until },
      {
        onSuccess: ({ user }) => {
          setUserId(null)
          notifyDone(t('given', { name: user.name }))
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className={css['form']}>
      {/* A form that has been sent begins anew, with the text that was typed into it. */}
      <MemberSelect key={assign.data?.id ?? ''} label={t('member')} value={userId} onChange={setUserId} except={[me.id]} />
      <div className={css['two']}>
        <Select
          label={t('where')}
          allowDeselect={false}
          value={podId}
          onChange={(value) => setPodId(value ?? everywhere)}
          data={[
            { value: everywhere, label: t('everywhere') },
            ...(pods.data?.items ?? []).map(({ id, name }) => ({ value: id, label: t('inPod', { name }) })),
          ]}
        />
        <Select
          label={t('untilWhen')}
          allowDeselect={false}
          value={span}
          onChange={(value) => setSpan(spanNames.find((one) => one === value) ?? 'never')}
          data={spanNames.map((one) => ({ value: one, label: t(`span_${one}`) }))}
        />
      </div>
      {span === 'time' ? (
        <TextInput
          type="datetime-local"
          label={t('time')}
          value={time}
          error={time !== '' && isTimeWrong ? t('timeWrong') : null}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      ) : null}
      {assign.error === null ? null : <Problem title={t('actionFailed', { ns: 'common' })} text={sentenceOf(assign.error)} />}
      <Button type="submit" variant="filled" disabled={userId === null || isTimeWrong} loading={assign.isPending}>
        {t('giveButton')}
      </Button>
    </form>
  )
}
