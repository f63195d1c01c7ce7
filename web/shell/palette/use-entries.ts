import type { SearchHit } from '@steward/contract/api/search'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { History, KeyRound, type LucideIcon, Play, Plug, Sparkles, Stamp, UserRound, Database, Workflow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { searchQuery } from '../../api/search.ts'
import { useCan, useSession } from '../../api/session.ts'
import { settingsPlaces } from '../../feature/settings/settings-places.ts'
import { formatAge } from '../../lib/format.ts'
import { useGivenActions } from '../commands.ts'
import { usePlaces } from '../use-places.ts'
import { arrange, type Entry, placeOf, type Shown } from './entry.ts'
import { useGeneralActions } from './use-general-actions.ts'
import { lastVisits } from './use-visits.ts'

const icons: Readonly<Record<SearchHit['kind'], LucideIcon>> = {
  workflow: Workflow,
  execution: Play,
  connection: Plug,
  approval: Stamp,
  query: Database,
  person: UserRound,
}
/** The server is asked when somebody pauses for so long; what the page knows itself is there at once. */
const pauseMs = 80

/** What the palette shows for what is typed, and whether more is on its way. */
export function useEntries(typed: string): { readonly entries: readonly Shown[]; readonly isAsking: boolean } {
  const { t } = useTranslation('command')
  const router = useRouter()
  const [asked] = useDebouncedValue(typed.trim(), pauseMs)
  const answer = useQuery(searchQuery(asked))
  const own = [...useActionEntries(), ...usePageEntries()]
  const { workspace } = useSession()
  const go = (to: string) => () => void router.navigate({ href: to } as never)
  const visits = lastVisits(workspace.id).map(({ path, name }): Entry => ({
    id: path,
    group: t('recent'),
    name,
    icon: History,
    run: go(path),
  }))
  const found = (asked === '' ? [] : (answer.data?.items ?? [])).map((hit): Entry => ({
    id: placeOf(hit) === `/workflows/${hit.id}` ? `/workflows/${hit.id}` : `${hit.kind} ${hit.id} ${hit.nodeId ?? ''}`,
    group: t(`kind_${hit.kind}`),
    name: hit.title,
    icon: icons[hit.kind],
    detail: [hit.detail, hit.kind === 'execution' && hit.at !== null ? formatAge(hit.at, Date.now()) : null]
      .filter((part) => part !== null)
      .join(' · '),
    run: go(placeOf(hit)),
  }))
  const entries =
    typed.trim() === '' ? arrange('', [...visits.slice(0, 5), ...own], []) : arrange(typed, [...own, ...visits], found)
  return { entries, isAsking: asked !== typed.trim() || answer.isFetching }
}

function useActionEntries(): Entry[] {
  const { t } = useTranslation('command')
  const ofPage = useGivenActions().toReversed()
  const general = useGeneralActions()
  return [
    ...ofPage.map(({ icon = Sparkles, group = t('onThisPage'), ...action }): Entry => ({
      ...action,
      id: `page ${action.id}`,
      group,
      icon,
    })),
    ...general.map(({ icon = KeyRound, group = t('actions'), ...action }): Entry => ({
      ...action,
      id: `general ${action.id}`,
      group,
      icon,
    })),
  ]
}

function usePageEntries(): Entry[] {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const can = useCan()
  const places = usePlaces().map(({ to, name, icon, letter }): Entry => ({
    id: to,
    group: t('pages'),
    name: t(name),
    icon,
    keys: `g ${letter}`,
    run: () => void navigate({ to }),
  }))
  const settings = settingsPlaces
    .filter(({ permission }) => permission === undefined || can(permission))
    .map(({ to, name, icon, group }): Entry => ({
      id: to,
      group: t('settings'),
      name: t(name),
      words: `${t('settings')} ${t(`settings_${group}`)}`,
      icon,
      run: () => void navigate({ to }),
    }))
  return [...places, ...settings]
}
