import { Menu, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Check, Contact, Ellipsis, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { profileQuery, useChangePreferences } from '../api/profile.ts'
import { useSession, useSignOut } from '../api/session.ts'
import { PersonMark } from '../ui/person-mark.tsx'
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
  const avatar = useQuery(profileQuery).data?.avatar ?? null
  const role = (['owner', 'admin', 'editor', 'viewer'] as const).find((one) => one === workspace.role)
  return (
    <Menu position="top-start" width={212}>
      <Menu.Target>
        <button type="button" className={css['me']}>
          <PersonMark className={css['avatar']} name={user.name} avatar={avatar} />
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
      <Menu.Item component={Link} to="/settings/profile" leftSection={<Contact size={14} aria-hidden />}>
        {t('profile')}
      </Menu.Item>
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
