import { useTranslation } from 'react-i18next'
import { useSetAvatar } from '../../api/profile.ts'
import { useSession } from '../../api/session.ts'
import { initials } from '../../lib/format.ts'
import { PictureForm } from '../../ui/picture-form.tsx'
import css from './profile.module.css'

export function AvatarForm({ avatar }: { readonly avatar: string | null }) {
  const { t } = useTranslation('profile')
  const { user } = useSession()
  const setAvatar = useSetAvatar()
  const mark =
    avatar === null ? (
      <span className={css['face']} aria-hidden>
        {initials(user.name)}
      </span>
    ) : (
      <img className={css['face']} src={avatar} alt={t('picture')} />
    )
  return (
    <div className={`card ${css['card']}`}>
      <PictureForm mark={mark} hasPicture={avatar !== null} isPending={setAvatar.isPending} save={setAvatar.mutate} />
    </div>
  )
}
