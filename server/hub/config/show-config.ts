import type { ConfigEntry, ConfigRung, ConfigVersion } from '@steward/contract/api/config'
import type { JsonValue } from '@steward/contract/item'
import type { Databases } from '#db'
import { type ConfigHouse, isLockablePlace } from './change-config.ts'
import { type HistoryLine, listHistory } from './config.store.ts'
import type { ConfigKey } from './key.ts'
import type { LadderRung } from './live-config.ts'
import { columnsOf, type Place } from './place.ts'
import { rulesInWords } from './rules.ts'

/** The names of people by their ids. Handed in: people are known above this hub. */
export type PeopleNames = (db: Databases, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

type Parts = Pick<ConfigHouse, 'db' | 'live'> & { readonly names: PeopleNames }
type Names = ReadonlyMap<string, string>

/** Keys as people see them from one place: nothing that is narrower, and nothing of anybody else. */
export async function showEntries(
  { db, live, names }: Parts,
  wanted: { readonly keys: readonly ConfigKey[]; readonly place: Place; readonly workspaceId: string },
): Promise<ConfigEntry[]> {
  const { keys, place, workspaceId } = wanted
  const of = {
    ...(place.scope === 'TENANT' || place.scope === 'USER' ? { workspaceId } : {}),
    ...(place.scope === 'USER' ? { userId: place.userId } : {}),
    ...(place.scope === 'ENVIRONMENT' ? { environment: place.environment } : {}),
  }
  const explained = keys.map((definition) => ({ definition, ...live.explain(definition, of) }))
  const people = explained.flatMap(({ ladder }) => ladder.flatMap(({ stored }) => stored?.updatedBy ?? []))
  const known = await names(db, people)
  return explained.map(({ definition, value, rung, ladder }) => ({
    key: definition.key,
    title: definition.title,
    description: definition.description,
    category: definition.category,
    unit: definition.unit,
    type: definition.type,
    schema: definition.schema,
    rules: rulesInWords(definition.schema),
    secret: definition.secret,
    lockable: isLockablePlace(definition, place),
    scopes: [...definition.scopes],
    value: definition.secret ? null : value,
    rung,
    ladder: ladder.map((one) => ({
      ...showRung(definition, one, known),
      // Who administers the installation is nothing to the members of a workspace.
      ...(isOfAll(one.rung) && !isOfAll(place.scope) ? { updatedBy: null } : {}),
    })),
  }))
}

function showRung({ secret }: ConfigKey, { rung, verdict, value, locked, fault, stored }: LadderRung, names: Names): ConfigRung {
  return {
    rung,
    verdict,
    value: secret || value === undefined ? null : value,
    locked,
    fault: fault ?? null,
    version: stored?.version ?? 0,
    updatedAt: stored?.updatedAt.toISOString() ?? null,
    updatedBy: person(stored?.updatedBy ?? null, names),
  }
}

const isOfAll = (rung: LadderRung['rung']) => rung === 'ENVIRONMENT' || rung === 'GLOBAL'

const person = (id: string | null, names: Names) => (id === null ? null : { id, name: names.get(id) ?? null })

/** A page of what stood at one place, each version beside the one before it. */
export async function showHistory(
  { db, names }: Parts,
  wanted: { readonly definition: ConfigKey; readonly place: Place; readonly page: { after?: string; limit?: number } },
): Promise<{ secret: boolean; items: ConfigVersion[]; next: string | null }> {
  const { definition, place, page } = wanted
  const { secret, key } = definition
  const limit = page.limit ?? 50
  const before = /^\d{1,9}$/.test(page.after ?? '') ? Number(page.after) : undefined
  // One more: the oldest of the page is compared with the version before it.
  const lines = await listHistory(db, { key, place: columnsOf(place), before, limit: limit + 1 })
  const known = await names(
    db,
    lines.flatMap((line) => line.changedBy ?? []),
  )
  const items = lines.slice(0, limit).map((line, at) => ({
    version: line.version,
    action: line.action,
    restoredVersion: line.restoredVersion,
    before: shownText(secret, lines[at + 1]),
    after: shownText(secret, line),
    locked: line.locked,
    at: line.changedAt.toISOString(),
    by: person(line.changedBy, known),
  }))
  return { secret, items, next: lines.length > limit ? String(items.at(-1)?.version) : null }
}

function shownText(secret: boolean, line: HistoryLine | undefined): JsonValue {
  if (secret || line === undefined || line.encrypted || line.text === null) return null
  return JSON.parse(line.text) as JsonValue
}
