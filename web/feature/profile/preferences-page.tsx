import type { Preferences } from '@steward/contract/api/profile'
import { SegmentedControl, Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { preferencesQuery, useChangePreferences } from '../../api/profile.ts'
import { displayTag } from '../../lib/format.ts'
import { Loading } from '../../lib/loading.tsx'
import { LanguageSelect } from './language-select.tsx'
import { Page } from '../../ui/page.tsx'
import { ActivityCard } from './activity-card.tsx'
import css from './profile.module.css'

/** How the signed-in person wants it. Each change is stored at once. */
export default function PreferencesPage() {
  const { t } = useTranslation('profile')
  const preferences = useQuery(preferencesQuery)
  return (
    <Page title={t('preferences')}>
      <p className="ink2">{t('preferencesLead')}</p>
      <Loading query={preferences} rows={4} />
      {preferences.data === undefined ? null : <Choices preferences={preferences.data} />}
    </Page>
  )
}

const themes: readonly Preferences['theme'][] = ['auto', 'light', 'dark']
const currencies = () => {
  const names = new Intl.DisplayNames(displayTag(), { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }))
}
const channels = ['emailNotifications', 'smsNotifications', 'pushNotifications'] as const

function Choices({ preferences }: { readonly preferences: Preferences }) {
  const { t } = useTranslation('profile')
  const change = useChangePreferences()
  // What is on its way is shown as if it had arrived; a refusal brings the stored one back.
  const shown = { ...preferences, ...(change.isPending ? change.variables : {}) }
  return (
    <div className={css['cards']}>
      <section className={`card ${css['card']}`} aria-label={t('appearance')}>
        <h2>{t('appearance')}</h2>
        <SegmentedControl
          aria-label={t('theme', { ns: 'common' })}
          value={shown.theme}
          data={themes.map((theme) => ({ value: theme, label: t(`theme_${theme}`, { ns: 'common' }) }))}
          onChange={(theme) => change.mutate({ theme })}
        />
        <LanguageSelect />
        <Select
          label={t('currency')}
          searchable
          allowDeselect={false}
          limit={60}
          value={shown.currency}
          data={currencies()}
          onChange={(currency) => {
            if (currency !== null) change.mutate({ currency })
          }}
        />
      </section>
      <section className={`card ${css['card']}`} aria-label={t('notifications')}>
        <h2>{t('notifications')}</h2>
        <p className="ink2 xs">{t('notificationsHelp')}</p>
        {channels.map((channel) => (
          <Switch
            key={channel}
            label={t(channel)}
            checked={shown[channel]}
            onChange={(event) => change.mutate({ [channel]: event.currentTarget.checked })}
          />
        ))}
      </section>
      <section className={`card ${css['card']}`} aria-label={t('privacy')}>
        <h2>{t('privacy')}</h2>
        <Switch
          label={t('profileVisibility')}
          checked={shown.profileVisibility === 'PUBLIC'}
          onChange={(event) => change.mutate({ profileVisibility: event.currentTarget.checked ? 'PUBLIC' : 'PRIVATE' })}
        />
        <Switch
          label={t('activityTracking')}
          description={t('activityTrackingHelp')}
          checked={shown.activityTracking}
          onChange={(event) => change.mutate({ activityTracking: event.currentTarget.checked })}
        />
      </section>
      <ActivityCard isKept={shown.activityTracking} />
    </div>
  )
}
