import type { AuditLine, AuditMeans } from '@steward/contract/api/audit'
import type { Databases } from '#db'
import { type ChainLine, subjectOf } from './chain/chain-line.ts'
import { auditError } from './errors.ts'
import { asLine, type LineFilter, listLineRows } from './line.store.ts'
import { type NamesOf, onlyIds } from './names.ts'

export type AuditQuery = {
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly resourceType?: string | undefined
  readonly resourceId?: string | undefined
  readonly means?: AuditMeans | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly text?: string | undefined
}

const filterNames = ['actor', 'action', 'resourceType', 'resourceId', 'means', 'from', 'to', 'text'] as const

/** The filters that a query has set, by name. */
export const usedFilters = (query: AuditQuery): Record<string, string> =>
  Object.fromEntries(filterNames.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])))

type Page = { readonly after?: string | undefined; readonly limit?: number | undefined }

/** Lines of a chain, newest first. */
export async function listLines(
  db: Databases,
  { chain, namesOf }: { readonly chain: string; readonly namesOf: NamesOf },
  query: AuditQuery & Page,
): Promise<{ items: AuditLine[]; next: string | null }> {
  const { limit = 50, after } = query
  const rows = await listLineRows(db.pool('audit'), { ...filterOf(chain, query), before: readCursor(after), limit: limit + 1 })
  const lines = rows.slice(0, limit).map(asLine)
  const names = await namesOf(onlyIds(lines.flatMap((line) => [line.userId, subjectOf(line)])))
  return {
    items: lines.map((line) => asAnswer(line, names)),
    next: rows.length > limit ? String(lines.at(-1)?.seq) : null,
  }
}

/** What PostgreSQL takes for a text; nothing that is stored holds the character it refuses. */
const storable = (text: string | undefined) => text?.replaceAll('\0', '\ufffd')

export function filterOf(chain: string, query: AuditQuery): Omit<LineFilter, 'limit'> {
  const { actor, means, from, to } = query
  const text = query.text?.trim() === '' ? undefined : storable(query.text)
  return {
    chain,
    actor,
    means,
    from,
    to,
    text,
    action: storable(query.action),
    resourceType: storable(query.resourceType),
    resourceId: storable(query.resourceId),
  }
}

export function readCursor(after: string | undefined): number | undefined {
  if (after === undefined) return undefined
  if (!/^\d{1,15}$/.test(after)) throw auditError.bad_cursor()
  return Number(after)
}

function asAnswer(line: ChainLine, names: ReadonlyMap<string, string>): AuditLine {
  const { userId, origin, values, resourceType, resourceId } = line
  const subject = subjectOf(line)
  const { old, new: became, metadata } = values?.content ?? { old: null, new: null, metadata: null }
  const written = [became, old, metadata].map((part) => part?.['name']).find((name) => typeof name === 'string')
  return {
    id: line.id,
    seq: line.seq,
    at: line.at,
    recordedAt: line.recordedAt,
    actor: userId === null ? null : { id: userId, name: names.get(userId) ?? null },
    means: line.means,
    action: line.action,
    resource: {
      type: resourceType,
      id: resourceId,
      name: subject === null ? (typeof written === 'string' ? written : null) : (names.get(subject) ?? null),
    },
    old,
    new: became,
    metadata,
    from: origin?.content ?? null,
    erased: origin?.content === null || values?.content === null,
    hash: line.hash,
    previousHash: line.prevHash,
  }
}
