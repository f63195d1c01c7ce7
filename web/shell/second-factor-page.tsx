import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasCode } from '../api/problem.ts'
import { useBeginSecondFactor } from '../api/security.ts'
import { useSession, useSignOut } from '../api/session.ts'
import { useSwitchWorkspace, workspacesQuery } from '../api/workspaces.ts'
import { Door } from '../feature/identity/door.tsx'
import { EnrolDialog } from '../feature/security/enrol-dialog.tsx'
import { RecoveryCodesDialog } from '../feature/security/recovery-codes.tsx'
import css from './second-factor-page.module.css'

type Props = {
  /** It is set up; the recovery codes are being shown. */
  readonly onSetUp: () => void
  readonly onDone: () => void
}

/** In place of every page for whoever has to set up a second factor before anything else. */
export default function SecondFactorPage({ onSetUp, onDone }: Props) {
  const { t } = useTranslation('security')
  const { user, workspace } = useSession()
  const begin = useBeginSecondFactor()
  const [codes, setCodes] = useState<readonly string[]>()
  // It may have been set up in another tab meanwhile.
  const goOnIfDone = (error: unknown) => {
    if (hasCode(error, 'identity.second_factor_on')) onDone()
  }
  const keep = (made: readonly string[]) => {
    onSetUp()
    begin.reset()
    setCodes(made)
  }
  return (
    <Door title={t('askedFor')} lead={t('askedForText', { workspace: workspace.name })}>
      <div className={css['parts']}>
        <Button
          variant="filled"
          size="md"
          fullWidth
          loading={begin.isPending}
          onClick={() => begin.mutate(undefined, { onError: goOnIfDone })}
        >
          {t('setUp')}
        </Button>
        <p className="ink2">{t('askedForMeanwhile')}</p>
        <OtherWorkspaces />
        <div className={css['leave']}>
          <span className="ink2 ell">{t('signedInAs', { email: user.email })}</span>
          <Leave />
        </div>
      </div>
      {begin.data === undefined ? null : <EnrolDialog begun={begin.data} onClose={begin.reset} onDone={keep} />}
      {codes === undefined ? null : <RecoveryCodesDialog codes={codes} onClose={onDone} />}
    </Door>
  )
}

function OtherWorkspaces() {
  const { t } = useTranslation('security')
  const { workspace } = useSession()
  const listed = useQuery(workspacesQuery).data?.items ?? []
  const goTo = useSwitchWorkspace()
  const router = useRouter()
  const others = listed.filter((one) => one.id !== workspace.id && one.purgeAt === null)
  if (others.length === 0) return null
  const leave = (id: string) => goTo.mutate(id, { onSuccess: () => void router.navigate({ to: '/workflows' }) })
  return (
    <section className={css['others']} aria-labelledby="other-workspaces">
      <h2 id="other-workspaces">{t('otherWorkspaces')}</h2>
      {others.map(({ id, name }) => (
        <Button key={id} justify="flex-start" fullWidth disabled={goTo.isPending} onClick={() => leave(id)}>
          <span className="ell">{name}</span>
        </Button>
      ))}
    </section>
  )
}

function Leave() {
  const { t } = useTranslation('common')
  const router = useRouter()
  const signOut = useSignOut()
  return (
    <Button
      size="xs"
      loading={signOut.isPending}
      onClick={() => signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in' }) })}
    >
      {t('signOut')}
    </Button>
  )
}
