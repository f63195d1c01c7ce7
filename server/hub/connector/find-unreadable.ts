import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { listLockedRows } from './connection.store.ts'
import { openValues } from './locked-values.ts'

/** Names of stored connections that this key does not open, of the first thousand. */
export async function findUnreadable(db: Databases, box: SecretBox): Promise<string[]> {
  const rows = await listLockedRows(db, 1_000)
  return rows.flatMap(({ locked, ...owner }) => {
    try {
      openValues(box, owner, locked)
      return []
    } catch {
      return [owner.name]
    }
  })
}
