import { Menu, useMantineColorScheme } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { Check, Ellipsis, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChangePreferences } from '../api/profile.ts'
import { useSession, useSignOut } from '../api/session.ts'
import { initials } from '../lib/format.ts'
import css from './shell.module.css'

const schemes = [
  ['auto', Monitor],
  ['light', Sun],
  ['dark', Moon],
] as const

/** Who is signed in, the theme, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation('common')
  const { user, workspace } = useSession()
  const role = (['owner', 'admin', 'editor', 'viewer'] as const).find((one) => one === workspace.role)
  return (
    <Menu position="top-start" width={212}>
      <Menu.Target>
        <button type="button" className={css['me']}>
          <span className={css['avatar']} aria-hidden>
            {initials(user.name)}
          </span>
          <span className={css['who']}>
            <span className="b ell">{user.name}</span>
            <span className="xxs dim">{role === undefined ? workspace.role : t(`role.${role}`)}</span>
          </span>
          <Ellipsis size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <AccountItems />
      </Menu.Dropdown>
    </Menu>
  )
}

export function AccountItems() {
  const { t } = useTranslation('common')
  const { user } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const preferences = useChangePreferences()
  const choose = (theme: (typeof schemes)[number][0]) => {
    setColorScheme(theme)
    preferences.mutate({ theme })
  }
  const router = useRouter()
  const signOut = useSignOut()
  const leave = () => signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in' }) })
  return (
    <>
      <Menu.Label>{user.email}</Menu.Label>
      <Menu.Label>{t('theme')}</Menu.Label>
      {schemes.map(([scheme, Icon]) => (
        <Menu.Item
          key={scheme}
          leftSection={<Icon size={14} aria-hidden />}
          rightSection={colorScheme === scheme ? <Check size={14} aria-hidden /> : null}
          onClick={() => choose(scheme)}
          role="menuitemradio"
          aria-checked={colorScheme === scheme}
        >
          {t(`theme_${scheme}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<LogOut size={14} aria-hidden />} onClick={leave}>
        {t('signOut')}
      </Menu.Item>
    </>
  )
}
