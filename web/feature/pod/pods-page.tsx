import type { Pod } from '@steward/contract/api/pod'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { podsQuery } from '../../api/pods.ts'
import { sentenceOf } from '../../api/problem.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import tableCss from '../../ui/table.module.css'
import { PodDrawer } from './pod-drawer.tsx'
import { PodForm } from './pod-form.tsx'
import css from './pod.module.css'

/** The teams of the workspace. */
export default function PodsPage() {
  const { t } = useTranslation('role')
  const pods = useQuery(podsQuery)
  const [openId, setOpenId] = useState<string>()
  const [making, setMaking] = useState(false)
  const items = pods.data?.items ?? []
  const newButton = (
    <Allowed permission="pod:manage">
      <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
        {t('newPod')}
      </Button>
    </Allowed>
  )
  return (
    <Page title={t('pods')} actions={items.length > 0 ? newButton : null}>
      <p className="ink2">{t('podsLead')}</p>
      {pods.isPending ? <SkeletonRows rows={3} /> : null}
      {pods.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(pods.error)} onRetry={() => void pods.refetch()} />
      ) : null}
      {pods.isSuccess && items.length === 0 ? (
        <Empty title={t('noPods')} text={t('noPodsText')}>
          {newButton}
        </Empty>
      ) : null}
      {items.length > 0 ? <PodTable pods={items} onOpen={({ id }) => setOpenId(id)} /> : null}
      <PodDrawer pod={items.find((pod) => pod.id === openId)} onClose={() => setOpenId(undefined)} />
      {making ? <PodForm onClose={() => setMaking(false)} onMade={({ id }) => setOpenId(id)} /> : null}
    </Page>
  )
}

function PodTable({ pods, onOpen }: { readonly pods: readonly Pod[]; readonly onOpen: (pod: Pod) => void }) {
  const { t } = useTranslation('role')
  return (
    <div className="card">
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('podName')}</th>
            <th scope="col" className="hide-s">
              {t('slug')}
            </th>
            <th scope="col" className={tableCss['right']}>
              {t('members')}
            </th>
            <th scope="col" className={tableCss['right']}>
              {t('managers')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pods.map((pod) => (
            <tr key={pod.id}>
              <td className={css['name']}>
                <button type="button" className="b ell" onClick={() => onOpen(pod)} title={t('openPod', { name: pod.name })}>
                  {pod.name}
                </button>
                {pod.description === null ? null : <div className="xs dim ell">{pod.description}</div>}
              </td>
              <td className="mono dim hide-s">{pod.slug}</td>
              <td className={`${tableCss['right']} num`}>{pod.members}</td>
              <td className={`${tableCss['right']} num`}>{pod.managers}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
