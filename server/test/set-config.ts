import { newId } from '#base/id'
import type { Databases } from '#db'

/** Sets a value of the whole installation, before this process has read it for the first time. */
export async function setConfig(databases: Databases, key: string, value: unknown): Promise<void> {
  const type = typeof value === 'object' ? 'JSON' : typeof value === 'number' ? 'NUMBER' : 'STRING'
  await databases.pool('config').query(
    `insert into runtime_configs (id, config_key, config_value, config_type, scope, revision)
     values ($1, $2, $3, $4, 'GLOBAL', nextval('config_revision'))`,
    [newId(), key, JSON.stringify(value), type],
  )
}
