import { Select } from '@mantine/core'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../api/session.ts'
import { type SettingsAddress, settingsGroups, settingsPlaces } from './settings-places.ts'
import css from './settings-shell.module.css'

/** The list of settings beside the chosen one; on a phone a box to choose from above it. */
export function SettingsShell() {
  const { t } = useTranslation('common')
  const can = useCan()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const open = settingsPlaces.filter(({ permission }) => permission === undefined || can(permission))
  const groups = settingsGroups
    .map((group) => ({ group, places: open.filter((place) => place.group === group) }))
    .filter(({ places }) => places.length > 0)
  return (
    <div className={css['shell']}>
      <nav className={css['list']} aria-label={t('settings')}>
        {groups.map(({ group, places }) => (
          <div key={group}>
            <div className={css['group']}>{t(`settings_${group}`)}</div>
            {places.map(({ to, name, icon: Icon }) => (
              <Link key={to} to={to} className={css['entry']} activeProps={{ 'aria-current': 'page' }}>
                <Icon size={16} aria-hidden />
                <span className="ell">{t(name)}</span>
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className={css['choose']}>
        <Select
          aria-label={t('settings')}
          allowDeselect={false}
          value={pathname}
          data={groups.map(({ group, places }) => ({
            group: t(`settings_${group}`),
            items: places.map(({ to, name }) => ({ value: to, label: t(name) })),
          }))}
          onChange={(to) => {
            if (to !== null) void navigate({ to: to as SettingsAddress })
          }}
        />
      </div>
      <div className={css['page']}>
        <Outlet />
      </div>
    </div>
  )
}
