import { Suspense, lazy } from 'react'
import { iconOf } from './node-icons.ts'
import css from './service-tile.module.css'

const Brand = lazy(() => import('./brand-icon.tsx'))

/** The framed mark of a service or kind of node. `icon` is a name of ours (`globe`) or `brand:` and a slug; without either a letter stands in. */
export function ServiceTile({
  icon,
  name,
  small = false,
  round = false,
}: {
  readonly icon: string | undefined
  readonly name: string
  readonly small?: boolean
  readonly round?: boolean
}) {
  const classes = [css['tile'], small ? css['small'] : '', round ? css['round'] : ''].join(' ')
  return (
    <span className={classes} aria-hidden>
      <Mark icon={icon} name={name} size={small ? 13 : 16} />
    </span>
  )
}

function Mark({ icon, name, size }: { readonly icon: string | undefined; readonly name: string; readonly size: number }) {
  const letter = <b>{(/\p{L}|\p{N}/u.exec(name)?.[0] ?? '?').toUpperCase()}</b>
  if (icon?.startsWith('brand:') === true) {
    return (
      <Suspense fallback={null}>
        <Brand slug={icon.slice('brand:'.length)} size={size} fallback={letter} />
      </Suspense>
    )
  }
  const Icon = icon === undefined ? undefined : iconOf(icon)
  return Icon === undefined ? letter : <Icon size={size} aria-hidden />
}
