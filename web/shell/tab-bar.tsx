import { Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Building2, Menu as MenuIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/session.ts'
import { WorkspaceSheet } from '../feature/workspace/workspace-switcher.tsx'
import { AccountItems } from './account-menu.tsx'
import { places } from './places.ts'
import css from './shell.module.css'

/** The bar at the bottom of a phone. */
export function TabBar() {
  const { t } = useTranslation('common')
  const { workspace } = useSession()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <nav className={css['tabs']} aria-label={t('mainNavigation')}>
      {places
        .filter((place) => place.onPhone)
        .map(({ to, name, icon: Icon }) => (
          <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
            <Icon size={20} aria-hidden />
            {t(name)}
          </Link>
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
            .filter((place) => place.onPhone !== true)
            .map(({ to, name, icon: Icon }) => (
              <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={14} aria-hidden />}>
                {t(name)}
              </Menu.Item>
            ))}
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
