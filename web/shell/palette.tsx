import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { useCan } from '../api/session.ts'
import { settingsPlaces } from '../feature/settings/settings-places.ts'
import { usePlaces } from './use-places.ts'

/** Ctrl+K: every page and every workflow by name. */
export function Palette() {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [open, setOpen] = useState(false)
  const found = useQuery({
    queryKey: ['workflows', 'palette', query],
    queryFn: ({ signal }) =>
      call('GET /workflows', { query: { limit: 8, ...(query === '' ? {} : { search: query.slice(0, 200) }) } }, signal),
    enabled: open,
    placeholderData: (before) => before,
  })
  const can = useCan()
  const places = usePlaces()
  const settings = settingsPlaces.filter(({ permission }) => permission === undefined || can(permission))
  const pages = [...places, ...settings].map(({ to, name, icon: Icon }): SpotlightActionData => ({
    id: to,
    label: t(name),
    leftSection: <Icon size={16} aria-hidden />,
    onClick: () => void navigate({ to }),
  }))
  const workflows = (found.data?.items ?? []).map((one): SpotlightActionData => ({
    id: one.id,
    label: one.name,
    description: one.description ?? t(`state.${one.status}`),
    // The server has searched names of nodes and tags as well; the words it matched keep the hit in the list.
    keywords: [query],
    onClick: () => void navigate({ to: '/workflows/$workflowId', params: { workflowId: one.id } }),
  }))
  const groups: SpotlightActionGroupData[] = [{ group: t('pages'), actions: pages }]
  if (workflows.length > 0) groups.push({ group: t('workflows'), actions: workflows })
  return (
    <Spotlight
      actions={groups}
      nothingFound={t('nothingFound')}
      shortcut={['mod + K']}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      scrollable
      maxHeight={460}
      overlayProps={{ blur: 0 }}
      searchProps={{
        leftSection: <Search size={16} aria-hidden />,
        placeholder: t('searchEverything'),
        'aria-label': t('searchEverything'),
      }}
    />
  )
}
