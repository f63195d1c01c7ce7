import { useSetAvatar } from '../../api/profile.ts'
import { useSession } from '../../api/session.ts'
import { PersonMark } from '../../ui/person-mark.tsx'
import { PictureForm } from '../../ui/picture-form.tsx'
import css from './profile.module.css'

export function AvatarForm({ avatar }: { readonly avatar: string | null }) {
  const { user } = useSession()
  const setAvatar = useSetAvatar()
  const mark = <PersonMark className={css['face']} name={user.name} avatar={avatar} />
  return (
    <div className={`card ${css['card']}`}>
      <PictureForm mark={mark} hasPicture={avatar !== null} isPending={setAvatar.isPending} save={setAvatar.mutate} />
    </div>
  )
}
