import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { profileQuery } from '../../api/profile.ts'
import { Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { Page } from '../../ui/page.tsx'
import { AddressCard } from './address-card.tsx'
import { AvatarForm } from './avatar-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import css from './profile.module.css'

/** What the signed-in person says of themselves. */
export default function ProfilePage() {
  const { t } = useTranslation('profile')
  const profile = useQuery(profileQuery)
  return (
    <Page title={t('profile')}>
      <p className="ink2">{t('lead')}</p>
      {profile.isPending ? <SkeletonRows rows={4} /> : null}
      {profile.isError ? (
        <Problem
          title={t('loadFailed', { ns: 'common' })}
          text={sentenceOf(profile.error)}
          onRetry={() => void profile.refetch()}
        />
      ) : null}
      {profile.data === undefined ? null : (
        <div className={css['cards']}>
          <AvatarForm avatar={profile.data.avatar} />
          <ProfileForm key={profile.data.version} profile={profile.data} />
          <AddressCard />
        </div>
      )}
    </Page>
  )
}
