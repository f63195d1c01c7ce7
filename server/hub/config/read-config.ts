import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { ConfigKey } from './key.ts'
import { LiveConfig } from './live-config.ts'
import type { ConfigFor } from './place.ts'

/** By what all views of the same databases share. */
const known = new WeakMap<Databases['published'], LiveConfig>()

/** Keeps the configuration of these databases up to date in this process until the answer is stopped. */
export async function watchConfig(
  db: Databases,
  more: { readonly environment: string; readonly box: SecretBox },
): Promise<LiveConfig> {
  const live = new LiveConfig({ db, ...more })
  await live.watch()
  known.set(db.published, live)
  return live
}

/** The value that counts for a person and a workspace, now. */
export async function configValue<T>(db: Databases, definition: ConfigKey<T>, of: ConfigFor = {}): Promise<T> {
  const live = liveOf(db)
  if (!live.isReady) await live.ready()
  return live.value(definition, of)
}

/** What this process knows; where nothing watches it, it is read anew after a while. */
export function liveOf(db: Databases): LiveConfig {
  let live = known.get(db.published)
  if (live === undefined) known.set(db.published, (live = new LiveConfig({ db })))
  return live
}
