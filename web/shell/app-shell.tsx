import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LostBanner } from './lost-banner.tsx'
import { Palette } from './palette.tsx'
import { Sidebar } from './sidebar.tsx'
import { TabBar } from './tab-bar.tsx'
import css from './shell.module.css'

/** The frame of every page behind the sign-in. */
export function AppShell() {
  const { t } = useTranslation('common')
  return (
    <div className={css['app']}>
      <a href="#content" className={css['skip']}>
        {t('skipToContent')}
      </a>
      <Sidebar />
      <main id="content" className={css['main']} tabIndex={-1}>
        <LostBanner />
        <Outlet />
      </main>
      <TabBar />
      <Palette />
    </div>
  )
}
