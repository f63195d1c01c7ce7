import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/session.ts'
import { LostBanner } from './lost-banner.tsx'
import { Palette } from './palette.tsx'
import { Sidebar } from './sidebar.tsx'
import { StepUpDialog } from './step-up-dialog.tsx'
import { TabBar } from './tab-bar.tsx'
import css from './shell.module.css'
import { useOwnWays } from './use-own-ways.ts'

/** The frame of every page behind the sign-in. */
export function AppShell() {
  const { t } = useTranslation('common')
  // Of another workspace everything is another: nothing on the page may be carried over.
  const { workspace } = useSession()
  useOwnWays()
  return (
    <div className={css['app']}>
      <a href="#content" className={css['skip']}>
        {t('skipToContent')}
      </a>
      <Sidebar />
      <main id="content" className={css['main']} tabIndex={-1}>
        <LostBanner />
        <Outlet key={workspace.id} />
      </main>
      <TabBar />
      <Palette />
      <StepUpDialog />
    </div>
  )
}
