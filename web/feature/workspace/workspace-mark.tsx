import { logoAddress } from '../../api/workspaces.ts'
import { initials } from '../../lib/format.ts'
import css from './workspace.module.css'

type Props = { readonly id: string; readonly name: string; readonly logo: string | null; readonly size?: number }

/** The logo of a workspace, or its first letters. The name stands beside it. */
export function WorkspaceMark({ id, name, logo, size = 24 }: Props) {
  const sides = { width: size, height: size }
  if (logo !== null) return <img className={css['mark']} style={sides} src={logoAddress(id, logo)} alt="" />
  return (
    <span className={css['mark']} style={sides} aria-hidden>
      {initials(name)}
    </span>
  )
}
