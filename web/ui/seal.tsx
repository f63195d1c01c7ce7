import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { sealPaths, shortHash } from './seal-path.ts'
import css from './seal.module.css'

type SealProps = {
  /** The SHA-256 of the exact action, in hex. */
  readonly hash: string
  readonly size?: 32 | 40 | 52 | 64
  /** Turns it a quarter, once. */
  readonly turned?: boolean
}

/** A picture of a hash, so that a person sees that two requests differ. An aid, not a proof; the short hash stands beside it. */
export function Seal({ hash, size = 52, turned = false }: SealProps) {
  const { t } = useTranslation('approval')
  const { rays, core } = useMemo(() => sealPaths(hash), [hash])
  return (
    <svg
      className={css['seal']}
      data-turned={turned || undefined}
      width={size}
      height={size}
      viewBox="0 0 64 64"
      role="img"
      aria-label={t('sealOf', { hash: hash.slice(0, 8) })}
    >
      <circle cx="32" cy="32" r="31" fill="none" stroke="currentColor" strokeWidth="1" opacity="0.35" />
      <path d={rays} stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" fill="none" />
      <path d={core} fill="currentColor" opacity="0.9" />
    </svg>
  )
}

/** The short form of a hash; the whole one is in its title. */
export const ShortHash = ({ hash }: { readonly hash: string }) => (
  <span className={css['hash']} title={hash}>
    {shortHash(hash)}
  </span>
)
