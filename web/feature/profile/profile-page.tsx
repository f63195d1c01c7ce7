import type { Profile } from '@steward/contract/api/profile'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { profileQuery } from '../../api/profile.ts'
import { Loading } from '../../lib/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { AddressCard } from './address-card.tsx'
import { AvatarForm } from './avatar-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SlackCard } from './slack-card.tsx'
import css from './profile.module.css'

/** What the signed-in person says of themselves. */
export default function ProfilePage() {
  const { t } = useTranslation('profile')
  const profile = useQuery(profileQuery)
  return (
    <Page title={t('profile')}>
      <p className="ink2">{t('lead')}</p>
      <Loading query={profile} rows={4} />
      {profile.data === undefined ? null : (
        <div className={css['cards']}>
          <AvatarForm avatar={profile.data.avatar} />
          <ProfileForm key={ownPart(profile.data)} profile={profile.data} />
          <AddressCard />
          <SlackCard />
        </div>
      )}
    </Page>
  )
}

/** What the form is about: a new picture must not take away what is being typed. */
const ownPart = ({ avatar: _avatar, version: _version, ...own }: Profile) => JSON.stringify(own)
