import { stickyNoteType, type WorkflowNode } from '@steward/contract/workflow'
import type { NodeCatalog } from '#engine/core'
import { isObject } from '../parse-json.ts'
import { nodeSettingKeys, readNodeSettings } from './read-node-settings.ts'

export const n8nStickyNote = 'n8n-nodes-base.stickyNote'

type Place = { readonly raw: Record<string, unknown>; readonly index: number; readonly name: string }

type Tools = {
  readonly catalog: NodeCatalog
  readonly makeId: () => string
  /** Ids that earlier nodes have. */
  readonly taken: Set<string>
  readonly notices: string[]
}

const placed = new Set([
  'id',
  'name',
  'type',
  'typeVersion',
  'position',
  'parameters',
  'credentials',
  'webhookId',
  ...nodeSettingKeys,
])

/** How far apart nodes without a position are put, so that they keep the order of the file. */
const stepPx = 220

/** n8n types that answer under an address made of their `webhookId`. */
const webhookTypes = /\.(webhook|formTrigger|form|wait|chatTrigger)$/

export function readNode({ raw, index, name }: Place, { catalog, makeId, taken, notices }: Tools): WorkflowNode {
  const n8nType = typeof raw['type'] === 'string' && raw['type'].trim() !== '' ? raw['type'].slice(0, 255) : 'unknown'
  if (n8nType === 'unknown') notices.push(`The node "${name}" names no type.`)
  const definition = n8nType === n8nStickyNote ? undefined : catalog.fromN8n(n8nType)
  const { settings, extra } = readNodeSettings(raw, name, notices)
  for (const [key, value] of Object.entries(raw)) if (!placed.has(key)) extra[key] = value
  // One definition may stand for several n8n types; which one it was must survive the way back.
  if (definition !== undefined && definition.n8n[0]?.type !== n8nType) extra['n8nType'] = n8nType

  const connections = readConnections(raw['credentials'])
  const webhookId = webhookIdOf(raw, n8nType, makeId)
  return {
    id: claimId(raw['id'], taken, makeId),
    name,
    type: n8nType === n8nStickyNote ? stickyNoteType : (definition?.type ?? n8nType),
    version: versionOf(raw['typeVersion']),
    position: positionOf(raw['position'], index),
    parameters: parametersOf(raw['parameters'], name, notices),
    settings,
    ...(connections === undefined ? {} : { connections }),
    ...(webhookId === undefined ? {} : { webhookId }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  }
}

/** A node keeps its id unless it has none or an earlier node has the same. */
function claimId(value: unknown, taken: Set<string>, makeId: () => string): string {
  const wished = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  let id = wished !== '' && wished.length <= 255 && !taken.has(wished) ? wished : makeId()
  while (taken.has(id)) id = makeId()
  taken.add(id)
  return id
}

function versionOf(value: unknown): number {
  const version = typeof value === 'string' ? Number.parseFloat(value) : value
  return typeof version === 'number' && Number.isFinite(version) && version > 0 ? version : 1
}

function positionOf(value: unknown, index: number): [number, number] {
  const [x, y]: unknown[] = Array.isArray(value) ? value : isObject(value) ? [value['x'], value['y']] : []
  const at = (part: unknown, fallback: number) => {
    const number = typeof part === 'string' ? Number.parseFloat(part) : part
    return typeof number === 'number' && Number.isFinite(number) ? number : fallback
  }
  return [at(x, index * stepPx), at(y, 0)]
}

function parametersOf(value: unknown, name: string, notices: string[]): Record<string, unknown> {
  if (isObject(value)) return value
  if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) {
    notices.push(`The parameters of "${name}" are not an object and were left out.`)
  }
  return {}
}

function readConnections(value: unknown): Record<string, { id: string | null; name: string }> | undefined {
  if (!isObject(value)) return undefined
  const entries = Object.entries(value).flatMap(([kind, chosen]) => {
    if (typeof chosen === 'string') return [[kind, { id: null, name: chosen }] as const]
    if (!isObject(chosen)) return []
    const id = typeof chosen['id'] === 'string' || typeof chosen['id'] === 'number' ? String(chosen['id']) : null
    return [[kind, { id: id === '' ? null : id, name: typeof chosen['name'] === 'string' ? chosen['name'] : kind }] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function webhookIdOf(raw: Record<string, unknown>, type: string, makeId: () => string): string | undefined {
  if (typeof raw['webhookId'] === 'string' && raw['webhookId'] !== '') return raw['webhookId']
  return webhookTypes.test(type) ? makeId() : undefined
}
