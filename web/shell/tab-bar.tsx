import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Bell, Building2, Menu as MenuIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/session.ts'
import { WorkspaceSheet } from '../feature/workspace/workspace-switcher.tsx'
import { AccountItems } from './account-menu.tsx'
import css from './shell.module.css'
import { WaitingBadge } from './sidebar.tsx'
import type { Place } from './places.ts'
import { usePlaces, useWaiting } from './use-places.ts'

/** The bar at the bottom of a phone. */
export function TabBar() {
  const { t } = useTranslation('common')
  const { workspace } = useSession()
  const places = usePlaces()
  const waiting = useWaiting()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <nav className={css['tabs']} aria-label={t('mainNavigation')}>
      {places
        .filter(({ onPhone }) => onPhone !== undefined)
        .toSorted((a, b) => (a.onPhone ?? 0) - (b.onPhone ?? 0))
        .map((place) => (
          <TabLink key={place.to} place={place} waiting={waiting(place)} />
        ))}
      <Menu position="top-end" width={220}>
        <Menu.Target>
          <button type="button">
            <MenuIcon size={20} aria-hidden />
            {t('more')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {places
            .filter(({ onPhone }) => onPhone === undefined)
            .map(({ to, name, icon: Icon }) => (
              <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={14} aria-hidden />}>
                {t(name)}
              </Menu.Item>
            ))}
          <Menu.Item component={Link} to="/notifications" leftSection={<Bell size={14} aria-hidden />}>
            {t('notifications')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Building2 size={14} aria-hidden />} onClick={() => setChoosing(true)}>
            {workspace.name}
          </Menu.Item>
          <AccountItems />
        </Menu.Dropdown>
      </Menu>
      {isChoosing ? <WorkspaceSheet onClose={() => setChoosing(false)} /> : null}
    </nav>
  )
}

function TabLink({ place, waiting }: { readonly place: Place; readonly waiting: number }) {
  const { t } = useTranslation('common')
  const Icon = place.icon
  return (
    <Link to={place.to} activeProps={{ 'aria-current': 'page' }}>
      <Icon size={20} aria-hidden />
      {t(place.name)}
      {waiting === 0 ? null : <WaitingBadge count={waiting} />}
    </Link>
  )
}
