import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { WorkspaceSwitcher } from '../feature/workspace/workspace-switcher.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Bell } from './bell.tsx'
import { isApple } from './keys.ts'
import { openPalette } from './palette/open-palette.ts'
import type { Place } from './places.ts'
import css from './shell.module.css'
import { usePlaces, useWaiting } from './use-places.ts'

export function Sidebar() {
  const { t } = useTranslation('common')
  const places = usePlaces()
  const of = (group: Place['group']) =>
    places.filter((place) => place.group === group).map((place) => <PlaceLink key={place.to} place={place} />)
  return (
    <nav className={css['side']} aria-label={t('mainNavigation')}>
      <WorkspaceSwitcher />
      <button type="button" className={css['find']} onClick={openPalette}>
        <Search size={14} aria-hidden />
        <span className="sp">{t('search')}</span>
        <Kbd>{isApple ? '⌘K' : 'Ctrl K'}</Kbd>
      </button>
      <Bell />
      <div className={css['group']}>{t('build')}</div>
      {of('build')}
      <div className={css['group']}>{t('decide')}</div>
      {of('decide')}
      <div className={css['group']}>{t('operate')}</div>
      {of('operate')}
      <span className="sp" />
      {of('settings')}
      <AccountMenu />
    </nav>
  )
}

function PlaceLink({ place }: { readonly place: Place }) {
  const { t } = useTranslation('common')
  const Icon = place.icon
  const waiting = useWaiting()(place)
  return (
    <Link to={place.to} className={css['nav']} activeProps={{ 'aria-current': 'page' }} title={t(place.name)}>
      <Icon size={16} aria-hidden />
      <span>{t(place.name)}</span>
      {waiting === 0 ? null : <WaitingBadge count={waiting} />}
    </Link>
  )
}

/** How many wait for the person; said with what it counts, shown as a number. */
export function WaitingBadge({ count }: { readonly count: number }) {
  const { t } = useTranslation('approval')
  return (
    <b className={css['badge']}>
      <i aria-hidden>{count > 99 ? '99+' : count}</i>
      <em className="sr">{t('waitForYou', { count })}</em>
    </b>
  )
}
