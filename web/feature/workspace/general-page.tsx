import type { Workspace } from '@steward/contract/api/workspace'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { hasCode, sentenceOf } from '../../api/problem.ts'
import { useCan } from '../../api/session.ts'
import { useChangeWorkspace, workspaceQuery } from '../../api/workspaces.ts'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { DangerZone } from './danger-zone.tsx'
import { HoursForm } from './hours-form.tsx'
import { LogoForm } from './logo-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import css from './workspace.module.css'

export type Saving = {
  readonly isReadOnly: boolean
  readonly isPending: boolean
  readonly save: (change: Parameters<ReturnType<typeof useChangeWorkspace>['mutate']>[0]) => void
}

export default function GeneralPage() {
  const { t } = useTranslation('workspace')
  const workspace = useQuery(workspaceQuery)
  return (
    <Page title={t('general')}>
      {workspace.isPending ? <SkeletonRows rows={4} /> : null}
      {workspace.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(workspace.error)}
          onRetry={() => void workspace.refetch()}
        />
      ) : null}
      {workspace.data === undefined ? null : <Sections workspace={workspace.data} />}
    </Page>
  )
}

function Sections({ workspace }: { readonly workspace: Workspace }) {
  const { t } = useTranslation('workspace')
  const can = useCan()
  const change = useChangeWorkspace()
  const client = useQueryClient()
  const saving: Saving = {
    isReadOnly: !can('workspace:manage'),
    isPending: change.isPending,
    save: (body) =>
      change.mutate({ ...body, expectedUpdatedAt: workspace.updatedAt }, { onSuccess: () => notifyDone(t('saved')) }),
  }
  const isStale = hasCode(change.error, 'tenant.changed_meanwhile')
  const reload = () => {
    change.reset()
    void client.invalidateQueries({ queryKey: workspaceQuery.queryKey })
  }
  // A form begins anew when what it is about was saved, by whomever; what is typed in the other stays.
  const { name, slug, description, visibility } = workspace
  const { businessHours, ...about } = workspace.profile
  return (
    <>
      {saving.isReadOnly ? <p className="dim">{t('readOnly')}</p> : null}
      {change.error === null ? null : (
        <div style={{ maxWidth: 640 }}>
          <Problem
            title={t('actionFailed', { ns: 'common' })}
            text={isStale ? t('changedMeanwhile') : sentenceOf(change.error)}
          />
          {isStale ? (
            <Button mt={8} onClick={reload}>
              {t('reload')}
            </Button>
          ) : null}
        </div>
      )}
      <ProfileForm key={JSON.stringify([name, slug, description, visibility, about])} workspace={workspace} saving={saving} />
      <section className={`card ${css['section']}`} aria-labelledby="logo-heading">
        <h2 id="logo-heading">{t('logo')}</h2>
        <LogoForm workspace={workspace} isReadOnly={saving.isReadOnly} />
      </section>
      <HoursForm key={JSON.stringify(businessHours)} workspace={workspace} saving={saving} />
      <DangerZone workspace={workspace} />
    </>
  )
}
