import { Building2 } from 'lucide-react'
import { siGithub, siGitlab, siGoogle } from 'simple-icons'

const paths: Readonly<Record<string, string>> = {
  github: siGithub.path,
  gitlab: siGitlab.path,
  google: siGoogle.path,
  microsoft: 'M1 1h10.5v10.5H1zM12.5 1H23v10.5H12.5zM1 12.5h10.5V23H1zM12.5 12.5H23V23H12.5z',
}

/** The mark of a sign-in provider; a house for one that has none here. Only these few, because the sign-in page loads them. */
export function ProviderIcon({ kind, size = 18 }: { readonly kind: string; readonly size?: number }) {
  const path = paths[kind]
  if (path === undefined) return <Building2 size={size} aria-hidden />
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden>
      <path d={path} />
    </svg>
  )
}
