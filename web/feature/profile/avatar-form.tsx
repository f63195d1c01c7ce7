import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSetAvatar } from '../../api/profile.ts'
import { useSession } from '../../api/session.ts'
import { initials } from '../../lib/format.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import css from './profile.module.css'

/** The same limit as the server's, said before a large file travels. */
const bytesMax = 1_048_576

export function AvatarForm({ avatar }: { readonly avatar: string | null }) {
  const { t } = useTranslation('profile')
  const { user } = useSession()
  const setAvatar = useSetAvatar()
  const done = { onSuccess: () => notifyDone(t('saved')) }
  const choose = (file: File | null) => {
    if (file === null) return
    if (file.size > bytesMax) notifyFailure(t('actionFailed', { ns: 'common' }), t('pictureTooLarge'))
    else setAvatar.mutate(file, done)
  }
  return (
    <div className={`card ${css['card']}`}>
      <div className={css['picture']}>
        {avatar === null ? (
          <span className={css['face']} aria-hidden>
            {initials(user.name)}
          </span>
        ) : (
          <img className={css['face']} src={avatar} alt={t('picture')} />
        )}
        <div className={css['text']}>
          <p className="ink2 xs">{t('pictureHelp')}</p>
          <div className={css['buttons']}>
            <FileButton
              accept="image/png,image/jpeg,image/webp"
              onChange={choose}
              inputProps={{ 'aria-label': t('pictureChoose') }}
            >
              {(props) => (
                <Button {...props} loading={setAvatar.isPending}>
                  {t('pictureChoose')}
                </Button>
              )}
            </FileButton>
            {avatar === null ? null : <Button onClick={() => setAvatar.mutate(null, done)}>{t('pictureRemove')}</Button>}
          </div>
        </div>
      </div>
    </div>
  )
}
