import { tenantError } from '../errors.ts'

const maxSlugLength = 60

/** A name as it is stored. */
export function podName(wanted: string): string {
  const name = wanted.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (name === '' || /\p{Cc}|\p{Cf}/u.test(name)) throw tenantError.pod_name_unreadable()
  return name
}

/** A short name for programs, made of the name: `Kunden-Büro Süd` gives `kunden-buro-sud`; numbered where it is taken. */
export function slugOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const base =
    plain
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, maxSlugLength - 5)
      .replace(/-+$/, '') || 'pod'
  if (!taken.has(base)) return base
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`
}
