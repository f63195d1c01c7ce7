import type { Policy } from '@steward/contract/api/policy'
import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { policiesQuery, useSwitchPolicy } from '../../api/policies.ts'
import { useCan } from '../../api/session.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { formatTime } from '../../lib/format.ts'
import { Loading } from '../../lib/loading.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Tag } from '../../ui/kbd.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import css from './policy.module.css'
import { PolicyForm } from './policy-form.tsx'
import { policySentence } from './policy-sentence.ts'
import { useNames } from './use-names.ts'

/** What may happen by itself, what somebody is asked about, and what is refused. */
export default function PoliciesPage() {
  const { t } = useTranslation(['policy', 'common'])
  const policies = useQuery(policiesQuery)
  const [open, setOpen] = useState<Policy | 'new'>()
  const items = policies.data?.items ?? []
  const newButton = (
    <Allowed permission="policy:manage">
      <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setOpen('new')}>
        {t('new')}
      </Button>
    </Allowed>
  )
  return (
    <Page title={t('policies', { ns: 'common' })} actions={items.length > 0 ? newButton : null}>
      <p className={`${css['lead']} ink2`}>{t('lead')}</p>
      <Loading query={policies} rows={3} />
      {policies.isSuccess && items.length === 0 ? (
        <Empty title={t('none')} text={t('noneText')}>
          {newButton}
        </Empty>
      ) : null}
      {items.length === 0 ? null : (
        <ul className={`card ${css['list']}`} aria-label={t('list')}>
          {items.map((policy) => (
            <PolicyRow key={policy.id} policy={policy} onOpen={() => setOpen(policy)} />
          ))}
        </ul>
      )}
      {open === undefined ? null : <PolicyForm policy={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function PolicyRow({ policy, onOpen }: { readonly policy: Policy; readonly onOpen: () => void }) {
  const { t } = useTranslation(['policy', 'common'])
  const names = useNames()
  const { updatedAt, updatedBy } = policy
  return (
    <li className={css['row']} data-off={!policy.isActive || undefined}>
      <div className="sp">
        <div className={css['head']}>
          <button type="button" className={css['open']} onClick={onOpen} title={t('open', { name: policy.name })}>
            {policy.name}
          </button>
          <span className={css['answer']} data-answer={policy.answer}>
            {t(`answer_${policy.answer}`)}
          </span>
          {policy.key === null ? null : <Tag>{t('builtIn')}</Tag>}
          {policy.isActive ? null : <Tag>{t('off')}</Tag>}
        </div>
        <p className="ink2">{policySentence(t, policy, names)}</p>
        {updatedAt === null || updatedBy === null ? null : (
          <p className="xs dim">
            {t('changedBy', {
              name: updatedBy.name,
              at: formatTime(updatedAt, new Date(), t('today', { ns: 'common' })),
            })}
          </p>
        )}
      </div>
      <OnSwitch policy={policy} />
    </li>
  )
}

function OnSwitch({ policy: { id, name, version, isActive } }: { readonly policy: Policy }) {
  const { t } = useTranslation('policy')
  const mayManage = useCan()('policy:manage')
  const change = useSwitchPolicy()
  const to = change.isPending ? change.variables.isActive === true : isActive
  return (
    <Switch
      className={css['switch'] ?? ''}
      aria-label={t('switch', { name })}
      checked={to}
      disabled={!mayManage || change.isPending}
      onChange={(event) => {
        const wanted = event.currentTarget.checked
        change.mutate(
          { id, version, isActive: wanted },
          { onSuccess: () => notifyDone(t(wanted ? 'switchedOn' : 'switchedOff', { name })) },
        )
      }}
    />
  )
}
