import { useMantineColorScheme } from '@mantine/core'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { KeyRound, LayoutTemplate, LogOut, Monitor, Moon, Plus, ShieldPlus, Sun, Upload, UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChangePreferences } from '../../api/profile.ts'
import { useCan, useSignOut } from '../../api/session.ts'
import { useNewWorkflow } from '../../lib/use-new-workflow.ts'
import type { PageAction } from '../commands.ts'

/** What can be done from every page, by whoever may. */
export function useGeneralActions(): readonly PageAction[] {
  const { t } = useTranslation('command')
  const navigate = useNavigate()
  const router = useRouter()
  const can = useCan()
  const signOut = useSignOut()
  const draw = useNewWorkflow()
  return [
    ...(can('workflow:write')
      ? [
          { id: 'new', name: t('newWorkflow'), words: t('newWorkflowWords'), icon: Plus, run: draw },
          {
            id: 'template',
            name: t('fromTemplate'),
            icon: LayoutTemplate,
            run: () => void navigate({ to: '/templates' }),
          },
          {
            id: 'import',
            name: t('import'),
            words: 'n8n json',
            icon: Upload,
            run: () => void navigate({ to: '/workflows', search: { do: 'import' } }),
          },
        ]
      : []),
    ...(can('member:manage')
      ? [{ id: 'invite', name: t('invite'), icon: UserPlus, run: () => void navigate({ to: '/settings/members' }) }]
      : []),
    ...(can('api_key:manage')
      ? [{ id: 'key', name: t('newKey'), icon: KeyRound, run: () => void navigate({ to: '/settings/api-keys' }) }]
      : []),
    ...(can('policy:manage')
      ? [{ id: 'policy', name: t('newPolicy'), icon: ShieldPlus, run: () => void navigate({ to: '/policies' }) }]
      : []),
    ...useThemeActions(),
    {
      id: 'signOut',
      name: t('signOut', { ns: 'common' }),
      icon: LogOut,
      run: () => signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in' }) }),
    },
  ]
}

function useThemeActions(): readonly PageAction[] {
  const { t } = useTranslation('command')
  const { setColorScheme } = useMantineColorScheme()
  const preferences = useChangePreferences()
  const icons = { auto: Monitor, light: Sun, dark: Moon }
  return (['light', 'dark', 'auto'] as const).map((theme) => ({
    id: `theme ${theme}`,
    name: `${t('theme', { ns: 'common' })}: ${t(`theme_${theme}`, { ns: 'common' })}`,
    words: t('themeWords'),
    icon: icons[theme],
    run: () => {
      setColorScheme(theme)
      preferences.mutate({ theme })
    },
  }))
}
