import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/session.ts'
import { PersonWatch } from './bell.tsx'
import { LostBanner } from './lost-banner.tsx'
import { StaleBanner } from './stale-banner.tsx'
import { Palette } from './palette/palette.tsx'
import { PendingPage } from './pending-page.tsx'
import { Sidebar } from './sidebar.tsx'
import { StepUpDialog } from './step-up-dialog.tsx'
import { TabBar } from './tab-bar.tsx'
import { TaskTray } from './task-tray.tsx'
import css from './shell.module.css'
import { useGeneralKeys } from './use-general-keys.ts'
import { useOwnWays } from './use-own-ways.ts'

const KeyList = lazy(() => import('./key-list.tsx'))
const SecondFactorPage = lazy(() => import('./second-factor-page.tsx'))

/** Every page behind the sign-in, or what has to be done before one is shown. */
export function AppShell() {
  const client = useQueryClient()
  const { secondFactorRequired } = useSession()
  // The recovery codes are shown once. Until they are kept the session may be asked for, and say that all is well.
  const [isKeeping, setKeeping] = useState(false)
  if (!secondFactorRequired && !isKeeping) return <Frame />
  const goOn = async () => {
    await client.invalidateQueries()
    setKeeping(false)
  }
  return (
    <>
      <Suspense fallback={<PendingPage />}>
        <SecondFactorPage onSetUp={() => setKeeping(true)} onDone={() => void goOn()} />
      </Suspense>
      <StepUpDialog />
    </>
  )
}

function Frame() {
  const { t } = useTranslation('common')
  // Of another workspace everything is another: nothing on the page may be carried over.
  const { workspace } = useSession()
  useOwnWays()
  const [isListing, setListing] = useState(false)
  useGeneralKeys(() => setListing(true))
  return (
    <div className={css['app']}>
      <a href="#content" className={css['skip']}>
        {t('skipToContent')}
      </a>
      <Sidebar />
      <main id="content" className={css['main']} tabIndex={-1}>
        <LostBanner />
        <StaleBanner />
        <Outlet key={workspace.id} />
      </main>
      <TabBar />
      <TaskTray />
      <PersonWatch />
      <Palette />
      {isListing ? (
        <Suspense fallback={null}>
          <KeyList onClose={() => setListing(false)} />
        </Suspense>
      ) : null}
      <StepUpDialog />
    </div>
  )
}
