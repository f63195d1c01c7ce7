import type { JsonObject, JsonValue } from '@steward/contract/item'
import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { checkedText, readStored } from './check-value.ts'
import {
  type ConfigTables,
  findHistoryLine,
  findValue,
  type HistoryAction,
  lockConfiguration,
  type StoredValue,
  writeValue,
} from './config.store.ts'
import { configError } from './errors.ts'
import type { ConfigKey } from './key.ts'
import { channel, type LiveConfig } from './live-config.ts'
import { columnsOf, type Place, type PlaceColumns, secretContext } from './place.ts'

/** Who acts, in which workspace, from where. */
export type Actor = {
  readonly actorId: string | null
  readonly workspaceId: string | null
  readonly now: Date
  readonly from?: { readonly address: string; readonly agent: string | null }
}

/** Writes a line of the audit trail within a transaction. Handed in: the trail stands above this hub. */
export type Record = <Tables>(
  tx: Transaction<Tables>,
  by: Actor,
  entry: {
    readonly action: string
    readonly resourceType: string
    readonly resourceId: string | null
    readonly old?: JsonObject
    readonly new?: JsonObject
  },
) => Promise<void>

export type ConfigHouse = {
  /** Without the wall between workspaces: this hub keeps what is of the installation, and names the workspace itself. */
  readonly db: Databases
  readonly live: LiveConfig
  readonly box: SecretBox
  readonly record: Record
}

export type Spot = {
  readonly definition: ConfigKey
  readonly place: Place
  /** The version that the person has seen; 0 where nothing ever stood. */
  readonly version: number
}

type Change = Pick<StoredValue, 'text' | 'locked'> & {
  /** What counts at the place from then on, readable. */
  readonly value: unknown
  readonly action: HistoryAction
  readonly restoredVersion: number | null
}

/** Sets a value at one place. Resolves when this process goes by it; the others follow within moments. */
export async function setConfig(
  house: ConfigHouse,
  by: Actor,
  spot: Spot & { readonly value: unknown; readonly locked: boolean },
): Promise<void> {
  const { definition, place, value, locked } = spot
  checkPlace(definition, place)
  if (locked && !isLockablePlace(definition, place)) throw configError.not_lockable({ key: definition.key })
  const text = stored(house, { definition, columns: columnsOf(place), text: checkedText(definition, value) })
  await change(house, by, spot, async () => ({ text, value, locked, action: 'set', restoredVersion: null }))
}

/** Takes a value back, so that a wider one or the default counts again. */
export async function unsetConfig(house: ConfigHouse, by: Actor, spot: Spot): Promise<void> {
  const { definition, place } = spot
  const { key } = definition
  await change(house, by, spot, async (_tx, present) => {
    if (present === undefined || present.text === null) throw configError.not_set({ key })
    const value = house.live.valueWithout(definition, place)
    return { text: null, value, locked: false, action: 'unset', restoredVersion: null }
  })
}

/** Sets again what stood at a place in an earlier version. That is a new version. */
export async function restoreConfig(house: ConfigHouse, by: Actor, spot: Spot & { readonly to: number }): Promise<void> {
  const { definition, place, to } = spot
  const columns = columnsOf(place)
  checkPlace(definition, place)
  await change(house, by, spot, async (tx) => {
    const line = await findHistoryLine(tx, { key: definition.key, place: columns, version: to })
    if (line === undefined || line.text === null) throw configError.no_such_version({ key: definition.key, version: to })
    const plain = opened(house, definition, line)
    const { value, fault } = readStored(definition, plain)
    if (fault !== undefined) throw configError.bad_value({ key: definition.key, reason: fault })
    const text = stored(house, { definition, columns, text: checkedText(definition, value) })
    const locked = line.locked && isLockablePlace(definition, place)
    return { text, value, locked, action: 'restored', restoredVersion: to }
  })
}

async function change(
  { db, live, record }: ConfigHouse,
  by: Actor,
  { definition, place, version }: Spot,
  decide: (tx: Transaction<ConfigTables>, present: StoredValue | undefined) => Promise<Change>,
): Promise<void> {
  const columns = columnsOf(place)
  const { key } = definition
  await db.transaction<ConfigTables, void>('config', async (tx) => {
    await lockConfiguration(tx)
    const present = await findValue(tx, key, columns)
    const now = present?.version ?? 0
    if (now !== version) throw configError.changed_meanwhile({ key, version: now })
    const { value, ...next } = await decide(tx, present)
    if (next.text !== null) await refuseLocked(tx, definition, { place, workspaceId: by.workspaceId })
    await definition.checkChange?.(db, { value, actorId: by.actorId })
    await writeValue(
      tx,
      { definition, place: columns, ...next, version: now + 1, by: by.actorId, now: by.now },
      `config.${channel}`,
    )
    await record(tx, place.scope === 'TENANT' ? by : { ...by, workspaceId: null }, {
      action: next.action === 'set' ? 'config.changed' : `config.${next.action}`,
      resourceType: 'config',
      resourceId: key,
      old: told(definition, columns, present),
      new: { ...told(definition, columns, next), version: now + 1 },
    })
  })
  await live.catchUp()
}

/** A wider lock forbids the value; it would not count anyway, and whoever sets it should be told so. */
async function refuseLocked(
  tx: Transaction<ConfigTables>,
  definition: ConfigKey,
  { place, workspaceId }: { readonly place: Place; readonly workspaceId: string | null },
): Promise<void> {
  if (!definition.lockable || (place.scope !== 'TENANT' && place.scope !== 'USER')) return
  const wider: Place[] = [{ scope: 'GLOBAL' }]
  if (place.scope === 'USER' && workspaceId !== null) wider.push({ scope: 'TENANT', workspaceId })
  for (const one of wider) {
    const row = await findValue(tx, definition.key, columnsOf(one))
    if (row !== undefined && row.text !== null && row.locked)
      throw configError.locked({
        key: definition.key,
        where: one.scope === 'GLOBAL' ? 'for the whole installation' : 'for the workspace',
      })
  }
}

function checkPlace({ key, scopes }: ConfigKey, place: Place): void {
  if (place.scope === 'ENVIRONMENT') {
    if (!/^[a-z][a-z0-9_-]{0,49}$/.test(place.environment)) throw configError.bad_environment()
  } else if (!scopes.includes(place.scope)) {
    throw configError.wrong_scope({ key, scopes: ['ENVIRONMENT', ...scopes].join(', ') })
  }
}

/** Whether a narrower scope is left that could differ. */
export function isLockablePlace({ lockable, scopes }: ConfigKey, { scope }: Pick<Place, 'scope'>): boolean {
  if (!lockable) return false
  if (scope === 'GLOBAL') return scopes.includes('TENANT') || scopes.includes('USER')
  return scope === 'TENANT' && scopes.includes('USER')
}

function stored(
  { box }: ConfigHouse,
  { definition, columns, text }: { definition: ConfigKey; columns: PlaceColumns; text: string },
): string {
  return definition.secret ? box.lock(text, secretContext(definition.key, columns)) : text
}

/** What was plain when it was written, though the key is secret now, is opened as it is. */
function opened(
  { box }: ConfigHouse,
  { key }: ConfigKey,
  line: PlaceColumns & { text: string | null; encrypted: boolean },
): string {
  if (!line.encrypted) return line.text ?? ''
  try {
    return box.open(line.text ?? '', secretContext(key, line))
  } catch (error) {
    throw configError.secret_lost({ key, reason: error instanceof Error ? error.message : 'it is damaged' }, error)
  }
}

const longestTold = 1_000

/** What the audit trail says of a value: where it stands and, unless it is secret or long, what it is. */
function told(
  { secret }: ConfigKey,
  { scope, environment, tenantId, userId }: PlaceColumns,
  value: (Pick<StoredValue, 'text' | 'locked'> & { readonly encrypted?: boolean }) | undefined,
): JsonObject {
  const where = { scope, ...(environment === null ? {} : { environment }), ...(tenantId === null ? {} : { tenantId }) }
  const place: JsonObject = { ...where, ...(userId === null ? {} : { userId }) }
  if (value === undefined || value.text === null) return { ...place, value: null }
  if (secret || value.encrypted === true) return { ...place, locked: value.locked, value: '[secret]' }
  const shown: JsonValue = value.text.length > longestTold ? '[long]' : (JSON.parse(value.text) as JsonValue)
  return { ...place, locked: value.locked, value: shown }
}
