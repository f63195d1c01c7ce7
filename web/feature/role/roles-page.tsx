import type { Role } from '@steward/contract/api/role'
import { Button, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { rolesQuery } from '../../api/roles.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { RoleCards } from './role-cards.tsx'
import { RoleDrawer } from './role-drawer.tsx'
import { RoleForm } from './role-form.tsx'
import { RoleMatrix } from './role-matrix.tsx'
import { WhoMay } from './who-may.tsx'
import css from './role.module.css'

const views = ['roles', 'whoMay'] as const

/** Which roles there are, what each of them may, who has them, and who may what. */
export default function RolesPage() {
  const { t } = useTranslation('role')
  const roles = useQuery(rolesQuery)
  const phone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  const [view, setView] = useState<(typeof views)[number]>('roles')
  const [openId, setOpenId] = useState<string>()
  const [making, setMaking] = useState(false)
  const items = roles.data?.items ?? []
  const open = (role: Role) => setOpenId(role.id)
  return (
    <Page
      title={t('roles')}
      actions={
        <Allowed permission="role:manage">
          <Button variant="filled" leftSection={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>
            {t('newRole')}
          </Button>
        </Allowed>
      }
    >
      <p className="ink2">{view === 'roles' ? t('lead') : t('whoLead')}</p>
      <SegmentedControl
        className={css['views'] ?? ''}
        aria-label={t('roles')}
        value={view}
        onChange={(next) => setView(views.find((one) => one === next) ?? 'roles')}
        data={views.map((one) => ({ value: one, label: t(one) }))}
      />
      {roles.isPending ? <SkeletonRows rows={8} height={36} /> : null}
      {roles.isError ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(roles.error)} onRetry={() => void roles.refetch()} />
      ) : null}
      {roles.isSuccess && view === 'roles' ? (
        phone ? (
          <RoleCards roles={items} onOpen={open} />
        ) : (
          <RoleMatrix roles={items} onOpen={open} />
        )
      ) : null}
      {view === 'whoMay' ? <WhoMay /> : null}
      <RoleDrawer role={items.find((role) => role.id === openId)} onClose={() => setOpenId(undefined)} />
      {making ? <RoleForm onClose={() => setMaking(false)} onMade={(role) => setOpenId(role.id)} /> : null}
    </Page>
  )
}
