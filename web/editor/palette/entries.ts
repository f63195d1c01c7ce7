import type { NodeKind } from '@steward/contract/api/workflow'
import type { EffectClass } from '@steward/contract/effect'
import type { WorkflowNode } from '@steward/contract/workflow'
import { ownEffectOf } from '../model/effect.ts'
import { inWords } from '@steward/contract/node-form'
import { oldKinds, synonyms } from './synonyms.ts'

export type EntryGroup = 'recent' | 'starts' | 'reads' | 'sends' | 'flow' | 'shapes' | 'files' | 'code'

/** A line of the palette: a kind of node, or one with something set in advance. */
export type Entry = {
  readonly id: string
  readonly kind: NodeKind
  readonly title: string
  readonly effect: EffectClass
  readonly group: EntryGroup
  readonly isOld: boolean
  /** Found only by searching. */
  readonly isPreset: boolean
  readonly parameters: WorkflowNode['parameters']
  /** In lower case: what the title says, and every other word it is found by. */
  readonly name: string
  readonly words: string
}

/** Parameters of which each value is an entry of its own. */
const choosing = ['method', 'operation', 'resource', 'action', 'language'] as const
const presetsMax = 20

/** Everything the palette knows, in the order in which it stands there. */
export function entriesOf(kinds: Iterable<NodeKind>): readonly Entry[] {
  return [...kinds]
    .flatMap((kind) => [entryOf(kind), ...presetsOf(kind)])
    .toSorted((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) || Number(a.isOld) - Number(b.isOld))
}

export const groupOrder: readonly EntryGroup[] = ['recent', 'starts', 'reads', 'sends', 'flow', 'shapes', 'files', 'code']

function entryOf(kind: NodeKind, preset?: { readonly name: string; readonly value: string }): Entry {
  const parameters = preset === undefined ? {} : { [preset.name]: preset.value }
  const label = preset === undefined ? '' : /^[A-Z]+$/.test(preset.value) ? preset.value : inWords(preset.value)
  const title = preset === undefined ? kind.title : `${kind.title}: ${label}`
  const effect = ownEffectOf({ type: kind.type, parameters } as WorkflowNode, kind)
  return {
    id: preset === undefined ? kind.type : `${kind.type} ${preset.name} ${preset.value}`,
    kind,
    title,
    effect,
    group: groupOf(kind, effect),
    isOld: oldKinds.has(kind.type),
    isPreset: preset !== undefined,
    parameters,
    name: title.toLowerCase(),
    words: `${synonyms[kind.type] ?? ''} ${kind.type.replaceAll('_', ' ')} ${kind.category} ${kind.description}`.toLowerCase(),
  }
}

function presetsOf(kind: NodeKind): readonly Entry[] {
  for (const name of choosing) {
    const values = valuesOf(kind.parameters, name)
    if (values.length > 1) return values.slice(0, presetsMax).map((value) => entryOf(kind, { name, value }))
  }
  return []
}

/** The words that a parameter may have, however the schema says so. */
function valuesOf(schema: unknown, name: string): readonly string[] {
  const properties = propertyOf(schema, 'properties')
  const property = propertyOf(properties, name)
  const { enum: listed, anyOf } = (property ?? {}) as { enum?: unknown; anyOf?: unknown }
  const values = Array.isArray(listed) ? listed : Array.isArray(anyOf) ? anyOf.map((one) => propertyOf(one, 'const')) : []
  return values.filter((value) => typeof value === 'string')
}

const propertyOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined

function groupOf({ type, category, trigger }: NodeKind, effect: EffectClass): EntryGroup {
  if (trigger !== null) return 'starts'
  if (type === 'code' || type === 'function' || type === 'function_item') return 'code'
  if (category === 'flow') return 'flow'
  if (category === 'files') return 'files'
  if (['write', 'send', 'pay', 'delete', 'execute'].includes(effect)) return 'sends'
  if (category === 'service' || effect === 'read' || ['http_request', 'graphql', 'database_query'].includes(type)) return 'reads'
  return 'shapes'
}
