import { initials } from '../lib/format.ts'

type Props = { readonly name: string; readonly avatar: string | null; readonly className: string | undefined }

/** The picture of a person, or their initials. The name stands beside it. */
export function PersonMark({ name, avatar, className }: Props) {
  if (avatar !== null) return <img className={className} style={{ objectFit: 'cover' }} src={avatar} alt="" />
  return (
    <span className={className} aria-hidden>
      {initials(name)}
    </span>
  )
}
