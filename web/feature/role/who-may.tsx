import { type PermissionName, permissions } from '@steward/contract/permission'
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { podsQuery } from '../../api/pods.ts'
import { sentenceOf } from '../../api/problem.ts'
import { explanationQuery, holdersQuery } from '../../api/roles.ts'
import { MemberSelect } from '../../lib/member-select.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Holders, ReasonLine } from './holder-list.tsx'
import { permissionGroups } from './permission-groups.ts'
import css from './role.module.css'

type Question = { readonly permission: PermissionName; readonly podId: string | undefined }
const noPod = ''

/** Who may do something, and why; or why one person may, or may not. */
export function WhoMay() {
  const { t } = useTranslation('role')
  const pods = useQuery(podsQuery)
  const [permission, setPermission] = useState<PermissionName>('workflow:write')
  const [pod, setPod] = useState(noPod)
  const [userId, setUserId] = useState<string | null>(null)
  const question = { permission, podId: pod === noPod ? undefined : pod }
  const all = permissionGroups.flatMap(({ names }) => names)
  return (
    <>
      <div className={css['question']} role="search">
        <Select
          label={t('toDo')}
          allowDeselect={false}
          searchable
          value={permission}
          onChange={(value) => setPermission(all.find((one) => one === value) ?? permission)}
          data={permissionGroups.map(({ group, names }) => ({
            group: t(`group_${group}`),
            items: names.map((name) => ({ value: name, label: permissions[name] })),
          }))}
        />
        <Select
          label={t('onPod')}
          allowDeselect={false}
          value={pod}
          onChange={(value) => setPod(value ?? noPod)}
          data={[
            { value: noPod, label: t('anything') },
            ...(pods.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <MemberSelect label={t('about_person')} value={userId} onChange={setUserId} />
      </div>
      <div className={`card ${css['answer']}`} aria-live="polite">
        {userId === null ? <Everybody question={question} /> : <OnePerson question={question} userId={userId} />}
      </div>
    </>
  )
}

function Everybody({ question: { permission, podId } }: { readonly question: Question }) {
  const { t } = useTranslation('role')
  const holders = useQuery(holdersQuery(permission, podId))
  if (holders.isPending) return <SkeletonRows rows={3} height={44} />
  if (holders.isError) return <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(holders.error)} />
  return <Holders items={holders.data.items} more={holders.data.more} none={t('nobodyMay')} />
}

function OnePerson({ question, userId }: { readonly question: Question; readonly userId: string }) {
  const { t } = useTranslation('role')
  const explanation = useQuery(explanationQuery({ ...question, userId }))
  if (explanation.isPending) return <SkeletonRows rows={2} height={44} />
  if (explanation.isError) return <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(explanation.error)} />
  const { user, allowed, because, elsewhere } = explanation.data
  return (
    <div className={css['person']}>
      <p className="b">{t(allowed ? 'may' : 'mayNot', { name: user.name })}</p>
      {because.map((reason) => (
        <ReasonLine key={`${reason.via} ${reason.assignmentId ?? ''} ${reason.pod?.id ?? ''}`} user={user} reason={reason} />
      ))}
      {elsewhere.length === 0 ? null : <p className="xs dim">{t('onlyThere')}</p>}
      {elsewhere.map((reason) => (
        <ReasonLine key={`${reason.via} ${reason.assignmentId ?? ''} ${reason.pod?.id ?? ''}`} user={user} reason={reason} />
      ))}
    </div>
  )
}
