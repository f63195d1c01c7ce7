import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#base/start-error'
import type { HubName } from '../hubs.ts'

/** What a column that looks like a secret holds. */
export type SecretColumn = { readonly hub: HubName; readonly table: string; readonly column: string } & (
  | {
      readonly holds: 'locked'
      /** Of boxes of the first form, with names of columns in braces. */
      readonly context: string | undefined
    }
  /** Of a secret that only its owner has. */
  | { readonly holds: 'hash' }
  /** Only its name sounds like one. */
  | { readonly holds: 'public'; readonly why: string }
)

const hubFolder = join(import.meta.dirname, '../hub')

/**
 * What `migrations/secrets.json` of a hub says of its columns, by `table.column`: `"locked"` (a box of the installation's
 * key, or nothing), `"hash"`, `{"locked": "context of {id}"}`, or `{"public": "why it is none"}`. Redaction, the change of
 * the key and the test for forgotten marks go by it.
 */
export function readSecretColumns(hub: HubName, folder = hubFolder): SecretColumn[] {
  const path = join(folder, hub, 'migrations/secrets.json')
  if (!existsSync(path)) return []
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  return Object.entries(stored).map(([place, mark]) => {
    const [table = '', column = ''] = place.split('.')
    return { hub, table, column, ...asMark(mark, `${path}: ${place}`) }
  })
}

function asMark(mark: unknown, place: string) {
  if (mark === 'hash') return { holds: 'hash' as const }
  if (mark === 'locked') return { holds: 'locked' as const, context: undefined }
  const { locked, public: why } = (mark ?? {}) as { locked?: unknown; public?: unknown }
  if (typeof locked === 'string') return { holds: 'locked' as const, context: locked }
  if (typeof why === 'string') return { holds: 'public' as const, why }
  throw new StartError(`${place} is neither "locked" nor "hash", and does not say why it is public.`)
}
